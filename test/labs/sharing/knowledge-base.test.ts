import { expect, test } from "vitest";
import { KnowledgeBase, SharingError } from "../../../labs/sharing/index.ts";
import fc from "../../fast-check.ts";
import { onThread, sharedWords, until } from "./support/threads.ts";

test("agents that write at the same time lose no insight, and each one's stay in its order", async () => {
  const shared = { knowledge: new KnowledgeBase({ bytes: 1024 }), words: sharedWords(1) };
  const agents = Array.from({ length: 3 }, () =>
    onThread(shared, ({ knowledge, words }) => {
      const name = `Researcher ${Atomics.add(words, 0, 1)}`;
      for (let i = 0; i < 1000; i++) knowledge.addInsight(name, `finding ${i}`);
      return name;
    }),
  );
  const names = await Promise.all(agents.map((agent) => agent.result));
  const { knowledge } = shared;
  expect(knowledge.entryCount).toBe(3000);
  expect([...knowledge].map((insight) => insight.index)).toEqual(Array.from({ length: 3000 }, (_, i) => i));
  for (const name of names) {
    const texts = knowledge.by(name).map((insight) => insight.text);
    expect(texts).toEqual(Array.from({ length: 1000 }, (_, i) => `finding ${i}`));
  }
});

test("a reader beside the writers sees only whole insights, and with its cursor each one once", async () => {
  const shared = { knowledge: new KnowledgeBase({ bytes: 1024 }), words: sharedWords(1) };
  const reader = onThread(shared, ({ knowledge }) => {
    let cursor = 0;
    let broken = 0;
    while (cursor < 2000) {
      knowledge.waitFor(cursor + 1, { timeout: 20_000 });
      for (const { index, text } of knowledge.since(cursor)) {
        const [size, letters] = text.split(":") as [string, string];
        if (index !== cursor || letters !== "é".repeat(Number(size))) broken++;
        cursor++;
      }
    }
    return { cursor, broken };
  });
  const writers = Array.from({ length: 2 }, () =>
    onThread(shared, ({ knowledge }) => {
      for (let i = 0; i < 1000; i++) knowledge.addInsight("Writer", `${i % 50}:${"é".repeat(i % 50)}`);
    }),
  );
  await Promise.all(writers.map((writer) => writer.result));
  expect(await reader.result).toEqual({ cursor: 2000, broken: 0 });
});

test("whatever is put in comes out, through every view", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word)), (pairs) => {
      const knowledge = new KnowledgeBase({ bytes: 72 });
      const view = KnowledgeBase.from(knowledge.share());
      pairs.forEach(([name, text], index) => {
        expect(knowledge.addInsight(name, text)).toBe(index);
        expect(view.at(index)).toEqual({ index, agentName: name, text });
      });
      expect([...view.entries()].map(({ agentName, text }) => [agentName, text])).toEqual(pairs);
      expect(view.at(pairs.length)).toBeUndefined();
      expect(view.since(pairs.length)).toEqual([]);
    }),
  );
});

test("a full knowledge base says how much was asked for and how much is left, and stays readable", () => {
  const knowledge = new KnowledgeBase({ maxBytes: 1024 });
  knowledge.addInsight("A", "x".repeat(500));
  expect(() => knowledge.addInsight("A", "x".repeat(500))).toThrow(
    "The log is full: 508 bytes more are needed, and 444 of 1024 are left; create it with a larger maxBytes.",
  );
  knowledge.addInsight("A", "short");
  expect([...knowledge].map((insight) => insight.text.length)).toEqual([500, 5]);
});

test("the event loop waits for insights and adds its own without blocking", async () => {
  const knowledge = new KnowledgeBase();
  const waiting = knowledge.waitForAsync(2);
  const agent = onThread({ knowledge }, ({ knowledge }) => knowledge.addInsight("Agent", "one"));
  await agent.result;
  expect(await knowledge.addInsightAsync("Coordinator", "two")).toBe(1);
  await waiting;
  await expect(knowledge.waitForAsync(3, { timeout: 5 })).rejects.toThrow(
    "Insight number 3 did not come within 5 ms.",
  );
});

test("a writer that dies while it writes is recovered; its half of an insight was never visible", async () => {
  const knowledge = new KnowledgeBase({ bytes: 1024 });
  const shared = { knowledge };
  for (let round = 0; round < 4; round++) {
    const before = knowledge.entryCount;
    const writers = Array.from({ length: 2 }, () =>
      onThread(shared, ({ knowledge }) => {
        // As many as leave room for the other rounds, should the killer be late.
        for (let i = 0; i < 30_000; i++) knowledge.addInsight("Writer", `${"ab".repeat(i % 100)}!`);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }),
    );
    await until(() => knowledge.entryCount > before + 20);
    for (const writer of writers) {
      await writer.kill();
      knowledge.recover(writer.threadId);
    }
  }
  await knowledge.addInsightAsync("Survivor", "still here");
  const insights = [...knowledge];
  expect(insights.slice(0, -1).every(({ text }) => /^(ab)*!$/.test(text))).toBe(true);
  expect(insights.at(-1)?.text).toBe("still here");
});

test("bad arguments are named", () => {
  const knowledge = new KnowledgeBase();
  expect(() => knowledge.addInsight("", "text")).toThrow(
    "An agent's name must be a text with something in it",
  );
  // @ts-expect-error an insight is a text
  expect(() => knowledge.addInsight("A", 42)).toThrow(
    "An insight must be a text with something in it, but is 42 (number).",
  );
  expect(() => knowledge.since(-1)).toThrow(SharingError);
  expect(() => new KnowledgeBase({ bytes: 10_000, maxBytes: 5000 })).toThrow(
    "bytes must be a whole number from 72 to 5000",
  );
  expect(knowledge.entryCount).toBe(0);
});

test("text stays exactly as it was given, with a byte order mark; what UTF-8 cannot hold is refused by name", () => {
  const knowledge = new KnowledgeBase();
  knowledge.addInsight("\uFEFFname", "\uFEFFid;name\n\u0000😀");
  expect(knowledge.at(0)).toMatchObject({ agentName: "\uFEFFname", text: "\uFEFFid;name\n\u0000😀" });
  expect(() => knowledge.addInsight("a", "😀\uD800")).toThrow(
    "An insight has a lone surrogate at index 2, which UTF-8",
  );
  expect(() => knowledge.addInsight("\uDC00", "b")).toThrow(
    "An agent's name has a lone surrogate at index 0",
  );
  expect(knowledge.entryCount).toBe(1);
});
