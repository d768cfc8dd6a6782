import { describe, expect, test } from "vitest";
import { differingParts, pretty } from "../../../../kit/checking/checks/pretty.ts";
import { exerciseHtml } from "../../../../kit/checking/feedback/html.ts";
import { nextStep } from "../../../../kit/checking/feedback/next-step.ts";
import { exerciseText, lessonText } from "../../../../kit/checking/feedback/text.ts";
import type { CheckReport, ExerciseReport } from "../../../../kit/checking/report.ts";

const check = (fields: Partial<CheckReport> = {}): CheckReport => ({
  name: "adds",
  status: "failed",
  points: 0,
  maxPoints: 1,
  message: "expected 2, got 3",
  hidden: false,
  output: "",
  outputLength: 0,
  ...fields,
});
const report = (fields: Partial<ExerciseReport> = {}): ExerciseReport => ({
  id: "01.2",
  title: "Sums",
  state: "written",
  code: "",
  notes: [],
  checks: [check()],
  hiddenChecks: 0,
  hiddenPoints: 0,
  ...fields,
});
const passed = report({ checks: [check({ status: "passed", points: 1 })] });

describe("the next step", () => {
  const facts = { hints: 3, hintsShown: 0 };
  test.each([
    ["a wrong answer: the next hint", report(), facts, 'or run hint("01.2") for hint 1 of 3.'],
    ["after hint 2: hint 3", report(), { hints: 3, hintsShown: 2 }, "for hint 3 of 3."],
    ["after the last hint: the co-teacher", report(), { hints: 3, hintsShown: 3 }, 'run coteach("01.2")'],
    ["no cell yet: to run it", report({ state: "missing" }), facts, "Next: run the cell of exercise 01.2"],
    [
      "solved: the exercise after it",
      passed,
      { ...facts, next: { id: "01.3", title: "More" } },
      "Next: exercise 01.3 · More.",
    ],
    [
      "the last of a lesson: the lesson after it",
      passed,
      { ...facts, nextLesson: { id: "02", title: "A swarm" } },
      "Next: lesson 02 · A swarm.",
    ],
    [
      "a title that ends with a question mark has no full stop after it",
      passed,
      { ...facts, next: { id: "08.2", title: "Worth the trip?" } },
      "exercise 08.2 · Worth the trip?\n",
    ],
    ["the very last", passed, facts, "That was the last exercise there is so far."],
  ])("%s", (_name, given, facts, sentence) => {
    expect(`${nextStep(given, facts)}\n`).toContain(sentence);
  });
});

describe("feedback", () => {
  test("as text has colours only where they are wanted", () => {
    expect(exerciseText(report())).not.toContain("\u001b");
    expect(exerciseText(report(), { color: true })).toContain("\u001b[31m");
  });

  test("names a reason that stops every check once", () => {
    const problem = "Exercise 01.2 does not compile. Line 1: …";
    const given = report({
      problem,
      checks: [check({ message: problem }), check({ name: "b", message: problem })],
    });
    expect(exerciseText(given).split(problem)).toHaveLength(2);
    expect(exerciseHtml(given).split("does not compile")).toHaveLength(2);
  });

  test("of a starter lists the checks without reasons", () => {
    const text = exerciseText(
      report({ state: "starter", notes: ["Exercise 01.2 is still as it was handed out."] }),
    );
    expect(text).toContain("✗ adds");
    expect(text).toContain("still as it was handed out");
    expect(text).not.toContain("expected 2");
  });

  test("never shows a hidden check", () => {
    const given = report({ checks: [check(), check({ name: "secret", hidden: true })], hiddenChecks: 1 });
    expect(exerciseText(given) + exerciseHtml(given)).not.toContain("secret");
  });

  test("shows at most 500 characters of output, and how many there were", () => {
    const given = report({ checks: [check({ output: "y".repeat(4000), outputLength: 12_345 })] });
    for (const text of [exerciseText(given), exerciseHtml(given)]) {
      expect(text).toContain("the first 500 of 12,345 characters");
      expect(text).not.toContain("y".repeat(501));
      expect(text).toContain("y".repeat(500));
    }
  });

  test("takes its colours from JupyterLab's theme, and says in words what the marks say", () => {
    const html = exerciseHtml(passed, { next: 'run hint("01.2")', explanation: "**Because** `1n` <b>" });
    expect(html).toContain("var(--jp-success-color1");
    expect(html).toContain(">passed: </span>");
    expect(html).toContain("<strong>Because</strong>");
    expect(html).toContain("&lt;b&gt;");
  });

  test("says what an exercise is about where that costs points, and nothing where it does not", () => {
    const essential = check({ name: "is parallel", essential: true });
    const held = ["a", "b", "c"].map((name) => check({ name, status: "passed", points: 1 }));
    const sentence = "The exercise is about “is parallel”: until that passes, it gives 2 points at most.";
    const costly = report({ checks: [...held, essential] });
    expect(exerciseText(costly)).toContain(sentence);
    expect(exerciseText(costly)).toContain("2 of 4 points");
    expect(exerciseHtml(costly)).toContain(sentence);
    const cheap = report({ checks: [...held.slice(0, 1), essential] });
    expect(exerciseText(cheap) + exerciseHtml(cheap)).not.toContain("is about");
  });

  test("says of a check that could not be explored why, and that its point is open", () => {
    const message = "Could not be explored: a thread blocks inside a constructor.";
    const fields = { status: "open", points: 0, unexplored: true, message } as const;
    const held = check({ name: "adds", status: "passed", points: 1 });
    const given = report({ checks: [held, check({ name: "in every order", ...fields })] });
    expect(exerciseText(given)).toContain("○ in every order");
    for (const text of [exerciseText(given), exerciseHtml(given)]) {
      expect(text).toContain(message);
      expect(text).toContain("1 of 2 points, 1 open");
    }
  });

  test("counts a lesson's points", () => {
    expect(lessonText({ lesson: "01", points: 1, maxPoints: 2, exercises: [] })).toBe(
      "Lesson 01: 1 of 2 points.",
    );
  });
});

describe("values in feedback", () => {
  test("are written as in code, and cut where they are long", () => {
    expect(pretty({ a: 1n, b: [undefined, -0], c: new Map([[1, "x"]]) })).toBe(
      "{ a: 1n, b: [ undefined, -0 ], c: Map(1) { 1 => 'x' } }",
    );
    expect(pretty("z".repeat(5000)).length).toBeLessThanOrEqual(300);
  });

  test("of objects show the parts that differ", () => {
    expect(differingParts({ a: 1, b: 2 }, { a: 1, b: 3 }, false)).toEqual([{ b: 2 }, { b: 3 }]);
    expect(differingParts({ a: 1 }, { a: 2, more: 1 }, true)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(differingParts({ a: 1 }, { a: 1, more: 1 }, false)).toEqual([{}, { more: 1 }]);
    expect(differingParts([1], [2], false)).toEqual([[1], [2]]);
  });
});

describe("what to read again", () => {
  const place = { lesson: "04", link: "04-locks.ipynb#A-budget" };
  const withPlace = (message: string) =>
    report({
      checks: [
        check({
          message: `${message} Reread “A budget” in lesson 04.`,
          reread: "A budget",
          rereadAt: place,
        }),
      ],
    });

  test("is named once with its lesson, and links to the heading in a notebook", () => {
    const given = withPlace("It spent 3.");
    expect(exerciseText(given).match(/Reread “A budget” in lesson 04\./g)).toHaveLength(1);
    const html = exerciseHtml(given);
    expect(html).toContain('<a href="04-locks.ipynb#A-budget">Reread “A budget” in lesson 04.</a>');
    expect(html.match(/Reread/g)).toHaveLength(1);
    expect(html).toContain("It spent 3.");
  });
});

test("an answer that never ends is told so once, and not at each of its checks", () => {
  const late = { status: "timeout", message: "Your answer ran past 10 s, so it was stopped." } as const;
  const given = report({ checks: [check({ name: "one", ...late }), check({ name: "two", ...late })] });
  expect(exerciseText(given).match(/ran past 10 s/g)).toHaveLength(1);
  expect(exerciseHtml(given).match(/ran past 10 s/g)).toHaveLength(1);
  expect(exerciseText(given)).toContain("✗ two");
});

test("what several checks found alike is told at the first of them", () => {
  const hung = { status: "failed", message: "3 of 3 agents never came back." } as const;
  const given = report({ checks: [check({ name: "one", ...hung }), check({ name: "two", ...hung })] });
  expect(exerciseText(given).match(/never came back/g)).toHaveLength(1);
  expect(exerciseHtml(given).match(/never came back/g)).toHaveLength(1);
  const values = { status: "failed", message: "expected 1, got 2", expected: "1", got: "2" } as const;
  const compared = report({ checks: [check({ name: "one", ...values }), check({ name: "two", ...values })] });
  expect(exerciseText(compared).match(/got/g)).toHaveLength(2);
});
