import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import type { Grader } from "../../../../kit/checking/engine/grader.ts";
import { classGraders, notebookGrader } from "../../../../kit/checking/engine/graders.ts";
import { exerciseText } from "../../../../kit/checking/feedback/text.ts";
import { type ExerciseReport, exerciseResult, hasPassed } from "../../../../kit/checking/report.ts";
import { liveSubmission } from "../../../../kit/checking/submission/live-submission.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { expectNoProcessNaming } from "../../sandbox/process/processes.ts";
import { type FixtureCourse, fixtureCourse, right } from "../fixtures/course.ts";

let fixture: FixtureCourse;
let grader: Grader;
/** The same course with a short limit in exercise 01.1, for answers that never end. A right answer may take longer on a busy machine. */
let hasty: FixtureCourse;
let hastyGrader: Grader;
beforeAll(() => {
  fixture = fixtureCourse();
  grader = notebookGrader({ root: fixture.root });
  hasty = fixtureCourse();
  const checks = join(hasty.root, "test/checks/01.check.ts");
  writeFileSync(checks, readFileSync(checks, "utf8").replaceAll("timeout: 60_000", "timeout: 2500"));
  hastyGrader = notebookGrader({ root: hasty.root });
});
afterAll(async () => {
  await Promise.all([grader.close(), hastyGrader.close()]);
  for (const course of [fixture, hasty]) {
    await expectNoProcessNaming(course.root);
    course[Symbol.dispose]();
  }
});

const check = (cells: readonly string[], ids?: readonly string[], by = grader) =>
  by.check(readNotebook(fixture.notebook(cells), by.course), ids ? { ids } : {});
const checkOne = async (id: string, cells: readonly string[], by = grader) =>
  (await check(cells, [id], by))[0] as ExerciseReport;
const statuses = (report: ExerciseReport | undefined) => report?.checks.map((check) => check.status);
const add = (body: string) => `// exercise 01.1 · Add two numbers\n${body}`;
/** What learners read must name no file of the kit. */
const said = (report: ExerciseReport) =>
  [report.problem, ...report.notes, ...report.checks.map((check) => check.message)].join("\n");

test("a solved lesson gets all points", async () => {
  const reports = await check([right.imports, right.add, right.sum, right.squarer]);
  expect(reports.map(hasPassed)).toEqual([true, true, true]);
  expect(reports.map((report) => exerciseResult(report).points)).toEqual([3, 2, 1]);
  expect(reports[0]).toMatchObject({ hiddenChecks: 1, hiddenPoints: 3 });
});

test("the lesson as it is handed out has no point, and no check of it passes", async () => {
  const { exercises } = grader.course.lessons[0] ?? { exercises: [] };
  const reports = await check([right.imports, ...exercises.map((exercise) => exercise.starter)]);
  expect(reports.flatMap((report) => report.checks).filter((check) => check.status === "passed")).toEqual([]);
  for (const report of reports) {
    expect(report.state).toBe("starter");
    expect(report.notes.join()).toContain(`Exercise ${report.id} is still as it was handed out`);
  }
});

test("hidden checks run when a class is graded, and never show in the result", async () => {
  const compiler = new AnswerCompiler(fixture.root);
  const grading = classGraders({ root: fixture.root, compiler })();
  try {
    const notebook = fixture.notebook([add("const add = (a: bigint, b: bigint) => (a < 0n ? 0n : a + b);")], {
      name: "hidden.ipynb",
    });
    const [report] = await grading.check(readNotebook(notebook, grading.course), { ids: ["01.1"] });
    expect(report?.checks.map(({ name, hidden, status }) => [name, hidden, status])).toContainEqual([
      "adds negative numbers",
      true,
      "failed",
    ]);
    expect(exerciseResult(report as ExerciseReport)).toMatchObject({ points: 3, maxPoints: 3 });
    expect(exerciseResult(report as ExerciseReport).checks).toHaveLength(2);
  } finally {
    await grading.close();
    compiler.close();
  }
});

describe("feedback on a wrong answer", () => {
  test("has what was expected and what came", async () => {
    const report = await checkOne("01.1", [add("const add = (a: bigint, b: bigint) => a - b;")]);
    expect(report.checks[0]).toMatchObject({
      status: "failed",
      points: 0,
      maxPoints: 2,
      expected: "5n",
      got: "-1n",
    });
    expect(report.checks[1]?.message).toBe("exact: expected 1152921504606846977n, got 1152921504606846975n");
  });

  test("has of objects only the parts that differ", async () => {
    const report = await checkOne("01.3", [right.imports, right.squarer.replace("input ** 2", "input + 2")]);
    expect(report.checks[0]).toMatchObject({ expected: "{ result: 144 }", got: "{ result: 14 }" });
  });

  test("has the learner's own output", async () => {
    const report = await checkOne("01.1", [
      add("function add(a: bigint, b: bigint) { console.log('adding', a); return b; }"),
    ]);
    expect(report.checks[0]?.output).toBe("adding 2n\n");
  });

  test("names a missing definition", async () => {
    const report = await checkOne("01.1", [add("const plus = 1;")]);
    expect(statuses(report)).toEqual(["failed", "failed"]);
    expect(report.checks[0]?.message).toBe("Your answer does not define add.");
  });

  test("has the line where an answer threw", async () => {
    const report = await checkOne("01.1", [
      "const limit: bigint = 3n;",
      add(
        "function add(a: bigint, b: bigint): bigint {\n  if (b < limit + 1n) {\n    throw new RangeError('too small');\n  }\n  return a;\n}",
      ),
    ]);
    expect(report.checks[0]).toMatchObject({
      status: "failed",
      message: "Your answer threw: RangeError: too small (line 4)",
    });
  });
});

describe("bad input costs its own exercise alone", () => {
  const others = [right.imports, right.sum, right.squarer];
  const expectOthersFine = ([, sum, squarer]: readonly ExerciseReport[]) => {
    // It uses the first answer, so its points are open.
    expect(sum?.needs).toEqual(["01.1"]);
    expect(squarer && hasPassed(squarer)).toBe(true);
  };

  test.each<[name: string, cell: string, status: string, sentence: RegExp]>([
    [
      "a syntax error",
      add("function add(a: bigint {"),
      "error",
      /^Exercise 01\.1 does not compile\. Line 2: /,
    ],
    [
      "a type error",
      add("function add(a: bigint, b: bigint): bigint {\n  return 'x';\n}"),
      "error",
      /^Exercise 01\.1 does not compile\. Line 3: Type 'string' is not assignable to type 'bigint'\.$/,
    ],
    [
      "an unknown name",
      add("const add = (a: bigint, b: bigint) => nothing(a, b);"),
      "error",
      /Cannot find name 'nothing'/,
    ],
    [
      "an error at top level",
      add("const add = () => 0n;\nthrow new TypeError('early');"),
      "error",
      /^Your answer threw at top level: TypeError: early \(line 3\)$/,
    ],
    [
      "a rejected promise at top level",
      add("const add = await Promise.reject(new Error('no'));"),
      "error",
      /^Your answer threw at top level: Error: no/,
    ],
    [
      "something thrown that is no error",
      add("const add = () => { throw 'text'; };"),
      "failed",
      /^Your answer threw: Thrown: text/,
    ],
    [
      "process.exit at top level",
      add("const add = () => 0n;\nprocess.exit(0);"),
      "error",
      /^Your answer called process\.exit\(0\)/,
    ],
    [
      "process.exit in a call",
      add("const add = (): bigint => process.exit(1);"),
      "error",
      /^Your answer called process\.exit\(1\)/,
    ],
    [
      "a kill of itself",
      add("const add = async () => { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); };"),
      "error",
      /was killed \(SIGKILL\)/,
    ],
    [
      "a loop",
      add("const add = (): bigint => { for (;;) {} };"),
      "timeout",
      /^Your answer ran past 2\.5 s, so it was stopped\.$/,
    ],
    [
      "a loop after an await",
      add("const add = async () => { await null; for (;;) {} };"),
      "timeout",
      /ran past 2\.5 s/,
    ],
    ["a loop at top level", add("const add = () => 0n;\nfor (;;) {}"), "timeout", /ran past 2\.5 s/],
    [
      "a loop in a worker thread",
      add(
        "const add = async () => { const { Worker } = await import('node:worker_threads'); new Worker('for (;;) {}', { eval: true }); await new Promise(() => {}); };",
      ),
      "timeout",
      /ran past 2\.5 s/,
    ],
    [
      "a promise that never settles",
      add("const add = () => new Promise(() => {});"),
      "timeout",
      /ran past 2\.5 s/,
    ],
    [
      "an error outside any call",
      add("const add = () => new Promise(() => { setTimeout(() => { throw new Error('late'); }, 1); });"),
      "failed",
      /^Your answer threw: Error: late/,
    ],
    ["an empty cell", add("// nothing yet"), "missing", /^Exercise 01\.1 is empty/],
    [
      "no cell",
      "const other = 1;",
      "missing",
      /^Exercise 01\.1 is missing: no cell begins with "\/\/ exercise 01\.1 · Add two numbers"\.$/,
    ],
    [
      "a value that cannot cross",
      add(
        "const add = () => { let deep: unknown = 0n; for (let i = 0; i < 1e4; i++) deep = [deep]; return deep; };",
      ),
      "failed",
      /nested more than 200 levels/,
    ],
    [
      "a forged matcher",
      add(
        "const add = () => ({ asymmetricMatch: () => true, $$typeof: Symbol.for('jest.asymmetricMatcher') });",
      ),
      "failed",
      /expected 5n, got/,
    ],
  ])("%s", async (_name, cell, status, sentence) => {
    const reports = await check([cell, ...others], undefined, status === "timeout" ? hastyGrader : grader);
    const [report] = reports as [ExerciseReport];
    expect(new Set(statuses(report))).toEqual(new Set([status]));
    expect(report.problem ?? report.checks[0]?.message).toMatch(sentence);
    expect(said(report)).not.toMatch(/\n\s+at |kit\/grading|node:internal/);
    expectOthersFine(reports);
  });

  test("an answer that fails one check by a loop still gets the points of the other", async () => {
    const report = await checkOne(
      "01.1",
      [add("const add = (a: bigint, b: bigint) => { if (a === 2n) for (;;) {} return a + b; };")],
      hastyGrader,
    );
    expect(statuses(report)).toEqual(["timeout", "passed"]);
    expect(exerciseResult(report).points).toBe(1);
  });

  test("a duplicated cell: the last one counts, and the report says so", async () => {
    const report = await checkOne("01.1", [add("const add = () => 0n;"), right.add]);
    expect(hasPassed(report)).toBe(true);
    expect(report.notes).toEqual(["Exercise 01.1 stands in 2 cells; the last one counts (code cell 2)."]);
  });

  test("an error in a cell that the answer names is placed in that cell", async () => {
    const report = await checkOne("01.1", [
      "const a = 1;\nconst one: bigint = 'x';",
      add("const add = () => one;"),
    ]);
    expect(report.problem).toContain("Line 2 of code cell 1: Type 'string' is not assignable");
  });

  test("statements of other cells are not run", async () => {
    const report = await checkOne("01.1", [
      "process.exit(1);",
      "for (;;) {}",
      right.add,
      "throw new Error();",
    ]);
    expect(hasPassed(report)).toBe(true);
  });

  test("a forbidden import fails every check with one sentence", async () => {
    const report = await checkOne("01.3", [
      '// exercise 01.3 · x\nimport { DataAnalyst } from "@swarmlab/labs";\nclass Squarer extends DataAnalyst {}',
    ]);
    expect(statuses(report)).toEqual(["failed"]);
    expect(report.problem).toBe(
      "Exercise 01.3 asks you to build DataAnalyst yourself: do not take DataAnalyst from @swarmlab/labs.",
    );
  });
});

describe("an answer that uses another exercise", () => {
  const others = [right.sum];

  test("gets the learner's own where that passes", async () => {
    const report = await checkOne("01.2", [right.add, ...others]);
    expect(hasPassed(report)).toBe(true);
    expect(report.notes).toEqual(["Exercise 01.2 uses your answer to exercise 01.1."]);
  });

  test.each([
    ["does not pass", [add("const add = () => 0n;")], "which does not pass its checks yet"],
    ["does not compile", [add("const add = ;")], "which does not pass its checks yet"],
    ["is empty", ["// exercise 01.1 · Add two numbers"], "which is not written yet"],
    ["is missing", [], "which is not written yet"],
  ])("is not judged where the learner's %s, and the report says what to do", async (_name, cells, why) => {
    const report = await checkOne("01.2", [...cells, ...others]);
    expect(new Set(statuses(report))).toEqual(new Set(["open"]));
    expect(report.needs).toEqual(["01.1"]);
    expect(report.problem).toBe(
      `01.2 uses your answer to 01.1, ${why}. Solve 01.1 first; then 01.2 is judged.`,
    );
    expect(exerciseResult(report)).toMatchObject({ points: 0, needs: ["01.1"] });
    expect(exerciseText(report)).toContain("not judged, ");
  });

  test("is judged where its exercise can be solved without the other, which stands in as it is", async () => {
    const circular = add("const add = (a: bigint, b: bigint) => (typeof sum ? a + b : 0n);");
    const reports = await check([circular, right.sum]);
    const [first, second] = reports as [ExerciseReport, ExerciseReport];
    expect([first, second].map(hasPassed)).toEqual([true, true]);
    expect(first.notes).toEqual(["Exercise 01.1 uses your answer to exercise 01.2 as it stands."]);
  });

  test.each([
    ["which is wrong", "// exercise 01.2 · Sum a list\nconst sum = (): bigint => 0n;", undefined],
    [
      "which is not written",
      "",
      "01.1 uses your answer to 01.2, which is not written yet. Solve 01.2 first; then 01.1 is judged.",
    ],
  ])("is not put off by naming one that it has no need of, %s", async (_name, other, problem) => {
    const report = await checkOne("01.1", [add("const add = () => (typeof sum ? 0n : 1n);"), other]);
    expect(new Set(statuses(report))).toEqual(new Set(["failed"]));
    expect(report.needs).toBeUndefined();
    expect(report.problem).toBe(problem);
  });

  test("is judged by itself where it is refused for another reason", async () => {
    const report = await checkOne("01.3", [
      '// exercise 01.3 · x\nimport { DataAnalyst } from "@swarmlab/labs";\nclass Squarer extends DataAnalyst { x = add; }',
    ]);
    expect(report.needs).toBeUndefined();
    expect(statuses(report)).toEqual(["failed"]);
  });
});

test("in a running notebook the cells as last run count", async () => {
  const executed = [right.imports, add("const add = () => 0n;"), right.add].map((code, index) => ({
    executionCount: index + 1,
    code,
    cellId: index === 0 ? "imports" : "answer",
  }));
  const [report] = await grader.check(liveSubmission(executed, "01.1", grader.course), { ids: ["01.1"] });
  expect(report && hasPassed(report)).toBe(true);
});
