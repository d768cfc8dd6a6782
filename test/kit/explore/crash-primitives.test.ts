import { Channel, KnowledgeBase, Mutex, StartGate } from "@swarmlab/labs/sharing";
import { expect, test } from "vitest";
import { type Died, explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

type Words = Int32Array<SharedArrayBuffer>;

const show = (verdict: { summary: string; steps: number; seconds: number }) => {
  if (process.env.SHOW) console.log(verdict.summary, verdict.steps, verdict.seconds);
};

test("Mutex: whoever dies, the others get in one at a time, and the next holder is warned of a death inside", async () => {
  const enter = ({ mutex, inside }: { mutex: Mutex; inside: Words }) => {
    const guard = mutex.lock();
    // Only after a death inside may the word not be 0.
    if (inside[0] !== 0 && guard.ownerDied === null) throw new Error("two were inside");
    inside[0] = 1;
    inside[0] = 0;
    guard.release();
  };
  const verdict = await explore({
    shared: () => ({ mutex: new Mutex(), inside: words() }),
    threads: [enter, enter],
    scope: { Mutex },
    crash: true,
    bound: 1,
    steps: 100_000,
    recover: ({ mutex }, { threadId }: Died) => {
      mutex.recover(threadId);
    },
    finally: ({ mutex }) => {
      if (mutex.holder !== null) throw new Error(`thread ${mutex.holder} holds the mutex in the end`);
    },
  });
  show(verdict);
  expect(verdict.failure).toBeNull();
  expect(verdict.covered).not.toBeNull();
});

test("Mutex: without recover() the waiter of a dead holder waits for ever", async () => {
  const enter = ({ mutex }: { mutex: Mutex }) => {
    mutex.lock().release();
  };
  const { failure } = await explore({
    shared: () => ({ mutex: new Mutex() }),
    threads: [enter, enter],
    scope: { Mutex },
    crash: true,
  });
  expect(failure?.kind).toMatch(/deadlock|livelock/);
  expect(failure?.message).toContain("had died at step");
});

test("Channel: after a death no message is lost that was sent whole, none comes twice, and the living go on", async () => {
  const verdict = await explore({
    shared: () => ({ channel: new Channel<number>({ capacity: 1, slotBytes: 8 }) }),
    threads: {
      sender({ channel }) {
        let sent = 0;
        try {
          channel.send(1);
          sent++;
          channel.send(2);
          sent++;
          channel.close();
        } catch (error) {
          if ((error as { code: string }).code !== "CLOSED") throw error;
        }
        return sent;
      },
      receiver: ({ channel }) => [...channel],
    },
    scope: { Channel },
    crash: true,
    bound: 1,
    steps: 250_000,
    recover: ({ channel }, { threadId }: Died) => {
      channel.recover(threadId);
      channel.close();
    },
    finally: (_shared, [sent, received], died) => {
      if (received === undefined) return died.includes(1);
      const got = String(received);
      if (!["", "1", "1,2"].includes(got)) throw new Error(`received: ${got}`);
      if (sent !== undefined && (received as number[]).length !== sent)
        throw new Error(`${sent} were sent, and ${got} received`);
      return sent !== undefined || died.includes(0);
    },
  });
  show(verdict);
  expect(verdict.failure).toBeNull();
  expect(verdict.covered).not.toBeNull();
});

test("KnowledgeBase: an insight is whole or absent, and the other writer's is there", async () => {
  const add = ({ knowledge }: { knowledge: KnowledgeBase }, thread: number) =>
    knowledge.addInsight("A", `text ${thread}`);
  const verdict = await explore({
    shared: () => ({ knowledge: new KnowledgeBase({ bytes: 256, maxBytes: 1024 }) }),
    threads: [add, add],
    scope: { KnowledgeBase },
    crash: true,
    bound: 1,
    steps: 100_000,
    recover: ({ knowledge }, { threadId }: Died) => {
      knowledge.recover(threadId);
    },
    finally: ({ knowledge }, results, died) => {
      const texts = [...knowledge].map(({ text }) => text);
      for (const text of texts) if (!/^text [01]$/.test(text)) throw new Error(`an insight is torn: ${text}`);
      for (const thread of [0, 1])
        if (!died.includes(thread) && texts[results[thread] as number] !== `text ${thread}`)
          throw new Error(`the insight of thread ${thread} is lost`);
      if (new Set(texts).size !== texts.length) throw new Error("an insight is there twice");
    },
  });
  show(verdict);
  expect(verdict.failure).toBeNull();
  expect(verdict.covered).not.toBeNull();
});

test("StartGate: a party that dies lets the others run into their time limit, and none passes alone", async () => {
  const arrive = ({ gate }: { gate: StartGate }) => {
    try {
      gate.wait({ timeout: 100 });
      return "passed";
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const verdict = await explore({
    shared: () => ({ gate: new StartGate(2) }),
    threads: [arrive, arrive],
    scope: { StartGate },
    crash: true,
    bound: 1,
    steps: 100_000,
    recover: ({ gate }, { threadId }: Died) => {
      gate.recover(threadId);
    },
    finally: (_shared, results, died) => {
      const living = results.filter((_, i) => !died.includes(i));
      if (died.length === 0 && new Set(living).size !== 1) throw new Error(`they parted: ${living}`);
      for (const one of living) if (one !== "passed" && one !== "TIMEOUT") throw new Error(String(one));
    },
  });
  show(verdict);
  expect(verdict.failure).toBeNull();
});
