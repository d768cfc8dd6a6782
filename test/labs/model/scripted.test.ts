import { expect, test } from "vitest";
import { type ModelError, openModel, type Script } from "../../../labs/model/index.ts";

const question = (content: string) => ({ messages: [{ role: "user", content }] as const });

async function answersOf(script: Script, texts: readonly string[]): Promise<string[]> {
  await using model = await openModel({ scripted: script }, { concurrency: 50, retries: 0 });
  const answers = await Promise.allSettled(texts.map((text) => model.ask(question(text))));
  return answers.map((one) =>
    one.status === "fulfilled" ? one.value.text : (one.reason as ModelError).code,
  );
}

test("A scripted model says in its name, in each answer and by default in its text that it is scripted.", async () => {
  await using model = await openModel({ scripted: { name: "tutor" } });
  expect(model.name).toBe("scripted: tutor");
  const { text, model: name } = await model.ask(question("What is a mutex?"));
  expect({ text, name }).toEqual({
    text: "This is a scripted answer to: What is a mutex?",
    name: "scripted: tutor",
  });
  expect(model.privacy).toContain("Nothing leaves the machine");
});

test("The first answer that fits is given: by part of the last message, by pattern, or to every question.", async () => {
  const answers = [
    { when: "deadlock", text: "Two wait for each other." },
    { when: /^race\b/, value: { kind: "race" } },
    { when: "fail", failure: "MODEL_REFUSED" },
    { text: "Ask about locks." },
  ] as const;
  const texts = ["What is a deadlock?", "race or not?", "please fail", "hello"];
  expect(await answersOf({ answers }, texts)).toEqual([
    "Two wait for each other.",
    '{"kind":"race"}',
    "MODEL_REFUSED",
    "Ask about locks.",
  ]);
});

test("A function may answer, knowing the whole question and how many came before.", async () => {
  await using model = await openModel({
    scripted: { answers: ({ messages }, count) => `${count}: ${messages.length} messages` },
  });
  expect((await model.ask(question("a"))).text).toBe("0: 1 messages");
  expect((await model.ask(question("b"))).text).toBe("1: 1 messages");
});

test("The same questions fail with the same seed in any order, and about as many as the script says.", async () => {
  const texts = Array.from({ length: 400 }, (_, i) => `question ${i}`);
  const script: Script = { failures: { MODEL_UNREACHABLE: 0.1, MODEL_BAD_ANSWER: 0.1 }, seed: 7 };
  const first = await answersOf(script, texts);
  const second = await answersOf(script, texts.toReversed());
  expect(second.toReversed()).toEqual(first);
  const failed = first.filter((text) => text.startsWith("MODEL_")).length;
  expect(failed).toBeGreaterThan(40);
  expect(failed).toBeLessThan(130);
  expect(await answersOf({ ...script, seed: 8 }, texts)).not.toEqual(first);
});

test("An attempt that hangs fails at its own timeout, and another one is answered meanwhile.", async () => {
  await using model = await openModel(
    { scripted: { answers: [{ when: "hang", failure: "hang" }, { text: "fine" }] } },
    { concurrency: 2 },
  );
  const hanging = expect(model.ask({ ...question("hang"), timeout: 0.05 })).rejects.toMatchObject({
    code: "MODEL_TIMEOUT",
  });
  expect((await model.ask(question("other"))).text).toBe("fine");
  await hanging;
});

test("A stream comes in pieces at the script's pace, and not longer than the question allows.", async () => {
  await using model = await openModel({
    scripted: { answers: [{ text: "a b c d e" }], tokensPerSecond: 500 },
  });
  const pieces: string[] = [];
  for await (const piece of model.stream({ ...question("?"), maxTokens: 3 })) pieces.push(piece);
  expect(pieces.join("")).toBe("a b c ");
});

test.for<[unknown, string]>([
  [{ answers: 3 }, "answers"],
  [{ latency: -1 }, "latency"],
  [{ latency: [2, 1] }, "latency"],
  [{ tokensPerSecond: 0 }, "tokensPerSecond"],
  [{ failures: { MODEL_GONE: 0.1 } }, "failures"],
  [{ failures: { hang: 0.7, MODEL_REFUSED: 0.7 } }, "failures"],
  [{ seed: 0.5 }, "seed"],
])("The script %o is refused by the name of its part.", async ([scripted, name]) => {
  await expect(openModel({ scripted: scripted as Script })).rejects.toMatchObject({
    code: "MODEL_INVALID_ARGUMENT",
    message: expect.stringContaining(name),
  });
});
