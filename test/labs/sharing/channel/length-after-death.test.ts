import { describe, expect, test } from "vitest";
import { Channel } from "../../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "../support/threads.ts";

/** Where the ring begins, and its words, as `Channel` and `Ring` document them. */
const AT_RING = 384;
const WORDS = { TAIL: 32, SENT: 34, HEAD: 64, RECEIVED: 66 };

interface Death {
  /** The word that the thread was moving. */
  readonly word: "TAIL" | "HEAD";
  readonly when: "before" | "after";
}

/** Kills a thread that sends or receives one message, in the moment before or after it moves `word`. */
async function dieMoving(channel: Channel<string>, { word, when }: Death): Promise<number> {
  const reached = sharedWords(1);
  const shared = { channel, reached, index: WORDS[word], isBefore: when === "before" };
  const thread = onThread(shared, ({ channel, reached, index, isBefore }) => {
    const stop = () => {
      Atomics.add(reached, 0, 1);
      for (;;);
    };
    for (const name of ["compareExchange", "store"] as const) {
      const original = Atomics[name] as (...args: unknown[]) => unknown;
      // The words of the ring are the only ones with so high an index.
      const stopping = (...args: unknown[]) => {
        const isMoving = args[1] === index;
        if (isMoving && isBefore) stop();
        const answer = original(...args);
        if (isMoving) stop();
        return answer;
      };
      Object.assign(Atomics, { [name]: stopping });
    }
    if (index === 32) channel.send("from the dead");
    else channel.receive();
  });
  await until(() => Atomics.load(reached, 0) === 1);
  await thread.kill();
  return thread.threadId;
}

/** Empties the channel, and expects that its length was the number of its messages. */
function expectTrueLength(channel: Channel<string>, expected: readonly string[]): void {
  for (const [index, message] of expected.entries()) {
    expect(channel.length).toBe(expected.length - index);
    expect(channel.tryReceive()).toBe(message);
  }
  expect(channel.length).toBe(0);
  expect(channel.tryReceive()).toBeUndefined();
}

const users = ["many", "one"] as const;

describe.each(users)("with %s thread at each end", (senders) => {
  // The dead thread uses its end first, so an end for one thread is its own until the recovery.
  const open = () => new Channel<string>({ capacity: 4, slotBytes: 16, senders, receivers: senders });

  test("a sender that dies before its message is in the channel does not count it", async () => {
    const channel = open();
    const dead = await dieMoving(channel, { word: "TAIL", when: "before" });
    channel.recover(dead);
    expect(channel.length).toBe(0);
    channel.send("from the living");
    expectTrueLength(channel, ["from the living"]);
  });

  test("a message counts although its sender dies before it has counted it", async () => {
    const channel = open();
    const dead = await dieMoving(channel, { word: "TAIL", when: "after" });
    expect(channel.length).toBe(1);
    channel.recover(dead);
    expect(channel.length).toBe(1);
    channel.send("from the living");
    channel.send("and a message that takes several slots");
    expectTrueLength(channel, ["from the dead", "from the living", "and a message that takes several slots"]);
  });

  test("a message that a receiver dies over still counts", async () => {
    const channel = open();
    channel.send("1");
    channel.send("2");
    const dead = await dieMoving(channel, { word: "HEAD", when: "before" });
    channel.recover(dead);
    expect(channel.length).toBe(2);
    expectTrueLength(channel, ["1", "2"]);
  });

  test("a message counts no more once a receiver has taken it out, although that receiver dies", async () => {
    const channel = open();
    channel.send("1");
    channel.send("2");
    const dead = await dieMoving(channel, { word: "HEAD", when: "after" });
    channel.recover(dead);
    expect(channel.length).toBe(1);
    channel.send("3");
    expectTrueLength(channel, ["2", "3"]);
  });
});

test("the length holds after many deaths, at every position of the ring and on both sides", async () => {
  const channel = new Channel<string>({ capacity: 3 });
  const words = new Int32Array(channel.share().buffer, AT_RING);
  const held: string[] = [];
  for (let round = 0; round < 40; round++) {
    channel.send(`${round}`);
    held.push(`${round}`);
    // What a sender leaves that dies right after its message is in the ring: the count of before.
    if (round % 2 === 0) Atomics.sub(words, WORDS.SENT, 1);
    expect(channel.length).toBe(held.length);
    if (held.length < 3 && round % 3 > 0) continue;
    expect(channel.receive()).toBe(held.shift());
    if (round % 5 < 2) Atomics.sub(words, WORDS.RECEIVED, 1);
    expect(channel.length).toBe(held.length);
  }
  expectTrueLength(channel, held);
});
