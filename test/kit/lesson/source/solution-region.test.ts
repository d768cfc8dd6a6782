import { expect, test } from "vitest";
import { complainAbout } from "../../../../kit/lesson/lesson-error.ts";
import { splitSolutionRegions } from "../../../../kit/lesson/source/solution-region.ts";

const split = (...lines: string[]) =>
  splitSolutionRegions(lines.join("\n"), "01.2", 10, complainAbout("x.ts"));

test("a region without a stub becomes a throw that names the exercise, indented as the region is", () => {
  expect(split("f() {", "    // BEGIN SOLUTION", "    return 1;", "    // END SOLUTION", "}")).toEqual({
    starter: 'f() {\n    throw new Error("exercise 01.2: write your answer here");\n}',
    solution: "f() {\n    return 1;\n}",
    regions: [[1, 1]],
  });
});

test("STUB lines are the stub's text, with their own indentation inside the region's", () => {
  const lines = [
    "  // BEGIN SOLUTION",
    "  // STUB: if (x) {",
    "  // STUB:   y();",
    "  // STUB:",
    "  // STUB: }",
    "  z();",
  ];
  expect(split(...lines, "  // END SOLUTION")).toEqual({
    starter: "  if (x) {\n    y();\n\n  }",
    solution: "  z();",
    regions: [[0, 0]],
  });
});

test("a stub may be empty: the learner sees nothing of the region", () => {
  expect(split("a();", "// BEGIN SOLUTION", "// STUB:", "b();", "// END SOLUTION")).toEqual({
    starter: "a();",
    solution: "a();\nb();",
    regions: [[1, 1]],
  });
});

test("a cell may have several regions", () => {
  const region = (n: number) => ["// BEGIN SOLUTION", `// STUB: stub${n}`, `answer${n}`, "// END SOLUTION"];
  expect(split(...region(1), "between", ...region(2))).toEqual({
    starter: "stub1\nbetween\nstub2",
    solution: "answer1\nbetween\nanswer2",
    regions: [
      [0, 0],
      [2, 2],
    ],
  });
});

test("a region may have a stub and no answer yet", () => {
  expect(split("// BEGIN SOLUTION", "// STUB: a", "// END SOLUTION")).toEqual({
    starter: "a",
    solution: "",
    regions: [],
  });
});

test("code without a region is the same for the learner and solved", () => {
  expect(split("a", "b")).toEqual({ starter: "a\nb", solution: "a\nb", regions: [] });
});

test.each([
  [["// BEGIN SOLUTION", "a"], "x.ts:10: BEGIN SOLUTION without an END SOLUTION below it in this cell"],
  [["a", "// END SOLUTION"], "x.ts:11: END SOLUTION without a BEGIN SOLUTION above it in this cell"],
  [
    ["// BEGIN SOLUTION", "", "// BEGIN SOLUTION"],
    "x.ts:12: BEGIN SOLUTION again before the END SOLUTION of line 10",
  ],
  [["// STUB: a"], "x.ts:10: a STUB line stands directly after BEGIN SOLUTION"],
  [
    ["// BEGIN SOLUTION", "a", "// STUB: b", "// END SOLUTION"],
    "x.ts:12: a STUB line stands directly after BEGIN",
  ],
  [["// begin solution"], 'x.ts:10: write "// begin solution" as "// BEGIN SOLUTION"'],
  [["//BEGIN SOLUTION"], 'x.ts:10: write "//BEGIN SOLUTION" as'],
  [["// BEGIN SOLUTION here"], 'x.ts:10: write "// BEGIN SOLUTION here" as'],
  [["// BEGIN SOLUTION", "//STUB: a"], 'x.ts:11: write "//STUB: a" as'],
])("%j is refused with its line", (lines, message) => {
  expect(() => split(...lines)).toThrow(message);
});
