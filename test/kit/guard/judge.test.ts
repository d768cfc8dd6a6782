import { describe, expect, test } from "vitest";
import { courseSecrets, type GuardedExercise, judgeFor } from "../../../kit/guard/index.ts";

const starter = `// exercise 01.1 · Spend
function spend(budget: Int32Array, amount: number): boolean {
  throw new Error("exercise 01.1: write your answer here");
}`;
const solution = starter.replace(
  /\n {2}throw.*/,
  `
  for (;;) {
    const seen = Atomics.load(budget, 0);
    if (seen < amount) return false;
    if (Atomics.compareExchange(budget, 0, seen, seen - amount) === seen) return true;
  }`,
);
const table = `// exercise 01.2 · Predict
const says: Record<string, number | "?"> = { first: "?", second: "?", third: "?" };`;
const spend: GuardedExercise = { id: "01.1", names: ["spend"], starter };
const predict: GuardedExercise = { id: "01.2", names: ["says"], starter: table };
const all = [spend, predict];
const secrets = courseSecrets(
  [
    { id: "01.1", starter, solution, answers: [], handedOut: [starter] },
    {
      id: "01.2",
      starter: table,
      solution: table.replace('"?", second: "?", third: "?"', "2, second: 20, third: 7"),
      answers: [],
      handedOut: [],
    },
  ],
  "salt",
);
const judge = (...replies: string[]) => judgeFor(spend, all, secrets, [])(replies);

describe("the judge of a talk", () => {
  test("finds a solution in one reply, and the same spread over many", () => {
    expect(judge(`\`\`\`ts\n${solution}\n\`\`\``)).toMatchObject({ exercise: "01.1" });
    expect(
      judge(
        "What about `const seen = Atomics.load(budget, 0);`?",
        "And then `if (seen < amount) return false;`?",
        "`if (Atomics.compareExchange(budget, 0, seen, seen - amount) === seen) return true;`",
      ),
    ).toMatchObject({ kind: "code" });
  });

  test("lets questions, the names of the API and a short line of idiom pass", () => {
    expect(judge("What does `Atomics.compareExchange` give back when somebody was faster?")).toBeUndefined();
    expect(judge("A loop is `for (;;) { … }`. What should happen again in it?")).toBeUndefined();
    expect(judge("Look at your `if (seen < amount)`. What if it is equal?")).toBeUndefined();
  });

  test("does not count the learner's own code, quoted back", () => {
    const own = solution.replace("if (seen < amount) return false;", "");
    const withOwn = judgeFor(spend, all, secrets, [own]);
    expect(withOwn([`You wrote:\n\n\`\`\`ts\n${own}\n\`\`\`\n\nWhat is missing?`])).toBeUndefined();
    expect(withOwn([`\`\`\`ts\n${solution}\n\`\`\``])).toMatchObject({ exercise: "01.1" });
  });

  test("does not count a solution that the learner has", () => {
    expect(judgeFor(spend, all, secrets, [solution])([`\`\`\`ts\n${solution}\n\`\`\``])).toBeUndefined();
  });

  test("finds what the learner shall write, written out in a way of its own", () => {
    const other =
      "```ts\nfunction spend(budget, amount) {\n  let got = tryAll(budget, amount);\n  return got > 0;\n}\n```";
    expect(judge(other)).toMatchObject({ kind: "definition", found: "spend" });
    expect(
      judge("```\nFUNCTION spend(budget, amount)\n  got ← tryAll(budget)\n  RETURN got > 0\n```"),
    ).toMatchObject({
      kind: "definition",
    });
    expect(
      judge("```python\ndef spend(budget, amount):\n    got = try_all(budget)\n    return got > 0\n```"),
    ).toMatchObject({
      kind: "definition",
    });
  });

  test("finds what the learner shall write, made of the learner's own lines in another order", () => {
    const own = `${starter.split("\n").slice(0, 2).join("\n")}\n  budget[0] -= amount;\n  if (budget[0] < amount) return false;\n  return true;\n}`;
    const moved = `${starter.split("\n").slice(1, 2).join("\n")}\n  if (budget[0] < amount) return false;\n  budget[0] -= amount;\n  return true;\n}`;
    const withOwn = judgeFor(spend, all, secrets, [own]);
    expect(withOwn([`\`\`\`ts\n${own}\n\`\`\``])).toBeUndefined();
    expect(withOwn([`\`\`\`ts\n${moved}\n\`\`\``])).toMatchObject({ kind: "definition" });
  });

  test("lets a header with comments for a body pass", () => {
    expect(
      judge(
        "```ts\nfunction spend(budget: Int32Array, amount: number): boolean {\n  // 1. look\n  // 2. decide\n}\n```",
      ),
    ).toBeUndefined();
  });

  test("finds the values of a table in prose, and takes one of them for talk", () => {
    const ofTable = judgeFor(predict, all, secrets, []);
    expect(ofTable(["`first` is 2 and `second` is 20."])).toMatchObject({
      kind: "values",
      found: "2 of 3 values",
    });
    expect(ofTable(["| first | 2 |\n| second | 20 |"])).toMatchObject({ kind: "values" });
    expect(ofTable(["`first` is 2, you say. Why?"])).toBeUndefined();
    expect(ofTable(["What does `first` do before `second` begins?"])).toBeUndefined();
  });

  test("does not count values that the learner has", () => {
    const own = 'const says = { first: 2, second: 20, third: "?" };';
    expect(
      judgeFor(predict, all, secrets, [own])(["`first` is 2, `second` is 20. And the third?"]),
    ).toBeUndefined();
  });

  test("finds the answer of another exercise", () => {
    expect(judgeFor(predict, all, secrets, [])([`\`\`\`ts\n${solution}\n\`\`\``])).toMatchObject({
      exercise: "01.1",
    });
  });

  test("shows no block of code where there is nothing to compare with", () => {
    const blind = judgeFor(spend, all, undefined, []);
    expect(blind(["```ts\nlet x = 1;\n```"])).toMatchObject({ kind: "code" });
    expect(blind(["What does `Atomics.load` do?"])).toBeUndefined();
  });
});

describe("a fingerprint", () => {
  test("holds no text of the solution", () => {
    const json = JSON.stringify(secrets);
    for (const word of ["Atomics", "seen", "budget", "return", "compareExchange"])
      expect(json).not.toContain(word);
  });

  test("of another salt is another", () => {
    const exercise = { id: "01.1", starter, solution, answers: [], handedOut: [] };
    expect(courseSecrets([exercise], "a").exercises).not.toEqual(courseSecrets([exercise], "b").exercises);
  });
});
