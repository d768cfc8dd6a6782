import { describe, expect, test } from "vitest";
import { boxPrompt, placeholders } from "../../../../kit/notebook/coteacher/box-prompt.ts";
import { coteachTarget } from "../../../../kit/notebook/coteacher/co-learning-id.ts";

describe("what coteach() is asked for", () => {
  test.each([
    ["04.2", "exercise", "04.2"],
    ["04 prompt 1", "box", "04 prompt 1"],
    ["4 Prompt", "box", "04 prompt 1"],
    [" 04  challenge 02 ", "box", "04 challenge 2"],
    ["12 try with AI 3", "box", "12 try 3"],
    ["12 try3", "box", "12 try 3"],
    ["nonsense", "exercise", "nonsense"],
  ] as const)("%j is the %s %s", (text, kind, id) => {
    expect(coteachTarget(text)).toEqual({ kind, id });
  });
});

describe("the prompt of a box", () => {
  const facts = { lessonTitle: "Locks", ask: "Explain *critical sections*.", answers: [], solved: [] };

  test("holds what the box asks, where the learner stands, and the wish for questions instead of answers", () => {
    const prompt = boxPrompt({ ...facts, solved: ["04.1", "04.2"] });
    for (const part of [
      "Explain *critical sections*.",
      'lesson "Locks"',
      "So far I have solved exercise 04.1 and 04.2 of it.",
      "guide me with questions and do not give me its answer",
    ]) {
      expect(prompt).toContain(part);
    }
  });

  test("that asks for code does not forbid to write it, but asks for the learner's version first", () => {
    const prompt = boxPrompt({ ...facts, ask: "Write a TypeScript function that takes one item." });
    expect(prompt).not.toContain("do not give me its answer");
    expect(prompt).toContain("ask for my version first");
    expect(boxPrompt({ ...facts, ask: "Ask me why. Then let me write a class." })).toContain(
      "do not give me its answer",
    );
  });

  test("holds the learner's own code, and says that it need not be pasted", () => {
    const answers = [{ id: "04.3", title: "A lock", code: "class TinyLock {}" }];
    const prompt = boxPrompt({ ...facts, ask: "Review this: *(paste your `TinyLock`)*.", answers });
    expect(prompt).toContain("Review this: (my code is below).");
    expect(prompt).toContain("## My code (exercise 04.3 · A lock)\n\n```typescript\nclass TinyLock {}\n```");
    expect(placeholders(prompt)).toEqual([]);
  });

  test("says what is still to be filled in", () => {
    expect(placeholders("My speedup is *(yours)* on *(how many)* cores.")).toEqual(["yours", "how many"]);
  });
});
