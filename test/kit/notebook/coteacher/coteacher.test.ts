import { describe, expect, test } from "vitest";
import { type CoteachFacts, coteachPrompt } from "../../../../kit/notebook/coteacher/coteach-prompt.ts";
import { HintLadder } from "../../../../kit/notebook/coteacher/hint-ladder.ts";

describe("the hint ladder", () => {
  test("climbs one step at a time and stays on the last", () => {
    const ladder = new HintLadder();
    const steps = [1, 2, 3, 4].map(() => ladder.next("01.1", ["a", "b", "c"]));
    expect(steps.map((step) => [step?.text, step?.number, step?.of, step?.again])).toEqual([
      ["a", 1, 3, false],
      ["b", 2, 3, false],
      ["c", 3, 3, false],
      ["c", 3, 3, true],
    ]);
  });

  test("stands on its own for each exercise", () => {
    const ladder = new HintLadder();
    ladder.next("01.1", ["a", "b"]);
    expect(ladder.shown("01.1")).toBe(1);
    expect(ladder.shown("01.2")).toBe(0);
    expect(ladder.next("01.2", ["x"])?.text).toBe("x");
  });

  test("of an exercise without hints has no step", () => {
    expect(new HintLadder().next("01.1", [])).toBeUndefined();
  });
});

describe("the co-teacher's prompt", () => {
  const facts: CoteachFacts = {
    exercise: { id: "01.2", title: "Sums" },
    lessonTitle: "One agent",
    task: "Write a function that adds.",
    names: ["add"],
    code: "const add = 1;",
    failing: [{ name: "adds", message: "expected 2, got 1" }],
    passing: ["exists"],
  };

  test("asks for questions instead of the answer, and holds all that a helper needs", () => {
    const prompt = coteachPrompt(facts);
    for (const part of [
      "Guide me with questions, do not give the answer.",
      "01.2 · Sums",
      "Write a function that adds.",
      "`add`",
      "const add = 1;",
      '- fails: "adds": expected 2, got 1',
      '- holds: "exists"',
    ]) {
      expect(prompt).toContain(part);
    }
  });

  test("says so when there is no code yet, and when no check could run", () => {
    expect(coteachPrompt({ ...facts, code: "" })).toContain("I have not written anything yet.");
    expect(coteachPrompt({ ...facts, problem: "it does not compile." })).toContain(
      "No check could run: it does not compile.",
    );
  });

  test("holds the hints that the learner has read already, and no others", () => {
    const prompt = coteachPrompt({ ...facts, hintsRead: ["Look at the\nsigns."] });
    expect(prompt).toContain(
      "## Hints of the course that I have read already: go on from there\n\n- Look at the signs.\n",
    );
    expect(coteachPrompt(facts)).not.toContain("Hints of the course");
  });

  test("asks for a second way once everything holds", () => {
    expect(coteachPrompt({ ...facts, failing: [] })).toContain("find a second way");
  });

  test("keeps code in its fence, whatever ticks it holds", () => {
    expect(coteachPrompt({ ...facts, code: "const s = `\n```\n`;" })).toContain(
      "````typescript\nconst s = `\n```\n`;\n````",
    );
  });
});
