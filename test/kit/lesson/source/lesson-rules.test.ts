import { expect, test } from "vitest";
import { LessonError, parseLesson } from "../../../../kit/lesson/index.ts";
import { checkCell, exercise, hint, parts, secondExercise, smallLesson } from "../support/small-lesson.ts";

/** The sentence about a broken source. Everything before the line number is the file. */
function complaint(source: string, fileName = "solutions/05-small.ts"): string {
  try {
    parseLesson(source, fileName);
  } catch (error) {
    if (!LessonError.is(error)) throw error;
    expect(error).toMatchObject({ code: "INVALID_LESSON", file: fileName, line: expect.any(Number) });
    expect(error.message).not.toContain("\n");
    return error.message;
  }
  return "accepted";
}

/** The first line, from 1, that holds a text; the last one for a text after `last: `. */
function lineOf(source: string, place: string): number {
  const at = place.startsWith("last: ") ? source.lastIndexOf(place.slice(6)) : source.indexOf(place);
  return source.slice(0, at).split("\n").length;
}

test("the small lesson that the tests below break is itself accepted", () => {
  expect(complaint(smallLesson())).toBe("accepted");
});

const header = (from: string | RegExp, to: string) => ({ header: parts.header.replace(from, to) });
const inExercise = (from: string, to: string) => ({ exercise: parts.exercise.replace(from, to) });

test.each<[string, string, string]>([
  [
    "a header that does not say percent",
    smallLesson(header("format_name: percent", "format_name: light")),
    ":1: the header does not say `format_name: percent`",
  ],
  [
    "a header without the extension",
    smallLesson(header("//       extension: .ts\n", "")),
    ":1: the header does not say `extension: .ts`",
  ],
  [
    "a header with another kernel",
    smallLesson(header("name: swarmlab", "name: tslab")),
    ":1: the header does not say `name: swarmlab`",
  ],
  [
    "a header of another lesson",
    smallLesson(header('"05"', '"06"')),
    ':1: the header says lesson "06", the file name says 05',
  ],
  [
    "a lesson number without quotes",
    smallLesson(header('"05"', "05")),
    ":1: the header says lesson 5, the file name says 05",
  ],
  [
    "a header without a lesson",
    smallLesson(header('//     lesson: "05"\n', "")),
    ":1: the header does not name its lesson",
  ],
  ["a missing title", smallLesson(header("//     title: Small\n", "")), ":1: the lesson has no title"],
  ["an empty title", smallLesson(header("Small", '" "')), ":1: the lesson has no title"],
  [
    "missing minutes",
    smallLesson(header("//     minutes: 10\n", "")),
    ":1: the lesson does not say how long it takes",
  ],
  [
    "minutes that are no number",
    smallLesson(header("10", "ten")),
    ":1: the lesson does not say how long it takes",
  ],
  [
    "a first cell that is not the title",
    smallLesson({ title: "" }),
    ':17: the first cell is markdown and begins with the lesson\'s title: "# 05 · Small"',
  ],
  [
    "a first cell with another title",
    smallLesson({ title: "// %% [markdown]\n// # 05 · Big" }),
    ":17: the first cell is markdown",
  ],
])("%s is refused", (_, source, message) => {
  expect(complaint(source)).toContain(`solutions/05-small.ts${message}`);
});

test.each(["small.ts", "5-small.ts", "05-Small.ts", "05_small.ts", "05-small.js"])(
  "the file name %s is refused",
  (name) => {
    expect(complaint(smallLesson(), name)).toContain(`${name}:1: a lesson source is named NN-slug.ts`);
  },
);

test.each<[string, string, string, string]>([
  [
    "an unknown cell type",
    smallLesson({}, "// %% [raw]\n// x"),
    "// %% [raw]",
    "the cell type [raw] is unknown",
  ],
  [
    "an exercise without a check cell",
    smallLesson({ check: "", hint1: "", hint2: "", hint3: "", explanation: "" }),
    '// %% tags=["exercise"]',
    'exercise 05.1 has no check cell: add a cell tagged "check"',
  ],
  [
    "an exercise without a check cell before another",
    smallLesson({ check: "", hint1: "", hint2: "", hint3: "", explanation: "" }, secondExercise()),
    '// %% tags=["exercise"]',
    "exercise 05.1 has no check cell",
  ],
  [
    "a check cell without an exercise",
    smallLesson({ exercise: "" }),
    '// %% tags=["check"]',
    "a check cell belongs to an exercise, and there is none above it",
  ],
  [
    "two check cells",
    smallLesson({}, checkCell("05.1")),
    'last: // %% tags=["check"]',
    "exercise 05.1 has a check cell already",
  ],
  [
    "a check of another exercise",
    smallLesson({ check: checkCell("05.2") }),
    '// %% tags=["check"]',
    'this cell checks "05.2", but the exercise above it is 05.1',
  ],
  [
    "a check cell that checks nothing",
    smallLesson({ check: '// %% tags=["check"]\nfoo();' }),
    '// %% tags=["check"]',
    'a check cell calls check once: await check("05.1")',
  ],
  [
    "a duplicated id",
    smallLesson({}, secondExercise("05.1", "other")),
    'last: // %% tags=["exercise"]',
    "exercise 05.1 is there twice",
  ],
  [
    "an id of another lesson",
    smallLesson({ exercise: exercise("04.1", "first") }),
    '// %% tags=["exercise"]',
    "exercise 04.1 stands in lesson 05",
  ],
  [
    "ids out of order",
    smallLesson({}, secondExercise("05.3", "other")),
    'last: // %% tags=["exercise"]',
    "exercise 05.3 comes where exercise 05.2 should",
  ],
  [
    "a first id that is not 1",
    smallLesson({ exercise: exercise("05.2", "first") }),
    '// %% tags=["exercise"]',
    "exercise 05.2 comes where exercise 05.1 should",
  ],
  [
    "a missing exercise line",
    smallLesson(inExercise("// exercise 05.1 · Write first\n", "")),
    "function first",
    "an exercise cell begins with its identity",
  ],
  [
    "a malformed exercise line",
    smallLesson(inExercise(" · ", " - ")),
    "// exercise 05.1",
    "an exercise cell begins with its identity",
  ],
  [
    "BEGIN without END",
    smallLesson(inExercise("  // END SOLUTION\n", "")),
    "  // BEGIN SOLUTION",
    "BEGIN SOLUTION without an END SOLUTION",
  ],
  [
    "END without BEGIN",
    smallLesson(inExercise("  // BEGIN SOLUTION\n", "")),
    "  // END SOLUTION",
    "END SOLUTION without a BEGIN SOLUTION",
  ],
  [
    "a starter that equals its solution",
    smallLesson(inExercise("  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n", "  return 1;\n")),
    '// %% tags=["exercise"]',
    "exercise 05.1 starts out solved",
  ],
  [
    "a stub that is the solution",
    smallLesson(inExercise("  return 1;", "  // STUB: return 1;\n  return 1;")),
    '// %% tags=["exercise"]',
    "exercise 05.1 starts out solved",
  ],
  [
    "a starter that declares nothing",
    smallLesson({
      exercise:
        '// %% tags=["exercise"]\n// exercise 05.1 · T\n// BEGIN SOLUTION\nconst first = 1;\n// END SOLUTION',
    }),
    '// %% tags=["exercise"]',
    "exercise 05.1 asks for no name",
  ],
  [
    "a stub that declares what the solution does not",
    smallLesson({
      exercise:
        '// %% tags=["exercise"]\n// exercise 05.1 · T\n// BEGIN SOLUTION\n// STUB: const frist = 0;\nconst first = 1;\n// END SOLUTION',
    }),
    '// %% tags=["exercise"]',
    "exercise 05.1 declares `frist` in its stub, which its solution does not",
  ],
  [
    "a starter that does not parse",
    smallLesson({
      exercise:
        '// %% tags=["exercise"]\n// exercise 05.1 · T\nclass First {\n  // BEGIN SOLUTION\n  a() {}\n  // END SOLUTION\n}',
    }),
    '// %% tags=["exercise"]',
    "exercise 05.1 does not parse without its solution",
  ],
  [
    "a solution that does not parse",
    smallLesson(inExercise("return 1;", "return 1 +;")),
    '// %% tags=["exercise"]',
    "exercise 05.1 does not parse: Expression expected.",
  ],
  [
    "a demo that does not parse",
    smallLesson({}, "// %%\nlet a = 1;\nlet b = ;"),
    "let b = ;",
    "Expression expected.",
  ],
  [
    "two hints",
    smallLesson({ hint3: "" }),
    '// %% tags=["exercise"]',
    "exercise 05.1 has 2 hints: it needs at least 3",
  ],
  [
    "one hint",
    smallLesson({ hint2: "", hint3: "" }),
    '// %% tags=["exercise"]',
    "exercise 05.1 has 1 hint: it needs at least 3",
  ],
  [
    "an empty hint",
    smallLesson({ hint2: '// %% [markdown] tags=["hint"]\n//' }),
    '// %% [markdown] tags=["hint"]\n//\n',
    "this hint of exercise 05.1 is empty",
  ],
  [
    "a hint before its check",
    smallLesson({ check: `${hint("early")}\n\n${parts.check}` }),
    '// %% [markdown] tags=["hint"]\n// early',
    "this hint comes before the check cell of exercise 05.1",
  ],
  [
    "an explanation before its check",
    smallLesson({ check: `${parts.explanation}\n\n${parts.check}`, explanation: "" }),
    '// %% [markdown] tags=["explanation"]',
    "this explanation comes before the check cell of exercise 05.1",
  ],
  [
    "a hint without an exercise",
    smallLesson({ imports: hint("whose?") }),
    '// %% [markdown] tags=["hint"]\n// whose?',
    "a hint cell belongs to an exercise",
  ],
  [
    "two explanations",
    smallLesson({}, '// %% [markdown] tags=["explanation"]\n// Again.'),
    '// %% [markdown] tags=["explanation"]\n// Again.',
    "exercise 05.1 has an explanation already",
  ],
  [
    "a hint that is code",
    smallLesson({ hint1: '// %% tags=["hint"]\nfoo();' }),
    '// %% tags=["hint"]',
    "a cell tagged hint is a markdown cell",
  ],
  [
    "an exercise that is text",
    smallLesson({ exercise: '// %% [markdown] tags=["exercise"]\n// x' }),
    '// %% [markdown] tags=["exercise"]',
    "a cell tagged exercise is a code cell",
  ],
  [
    "a cell with two roles",
    smallLesson({}, '// %% tags=["exercise", "check"]'),
    '// %% tags=["exercise", "check"]',
    "a cell has one role, this one is tagged exercise and check",
  ],
  [
    "an unknown piece of metadata",
    smallLesson({}, '// %% forbid=["A"]'),
    '// %% forbid=["A"]',
    'the cell metadata "forbid" is unknown; known are tags, forbids',
  ],
  [
    "tags that are no list",
    smallLesson({}, '// %% tags="exercise"'),
    '// %% tags="exercise"',
    '"tags" is a list of texts',
  ],
  [
    "forbids on a demo",
    smallLesson({}, '// %% forbids=["A"]'),
    '// %% forbids=["A"]',
    '"forbids" belongs on an exercise cell',
  ],
  [
    "a solution region in a demo",
    smallLesson({}, "// %%\n// BEGIN SOLUTION"),
    "last: // BEGIN SOLUTION",
    'a solution region belongs in a cell tagged "exercise"',
  ],
  [
    "an exercise line in an untagged cell",
    smallLesson({}, "// %%\n// exercise 05.2 · Forgotten"),
    "// exercise 05.2",
    "a cell with an exercise line is tagged",
  ],
  [
    "a check in an untagged cell",
    smallLesson({}, '// %%\nawait check("05.1");'),
    'last: await check("05.1")',
    "a cell that calls check() is tagged",
  ],
  [
    "a name declared in two cells",
    smallLesson({}, "// %%\nconst first = 1;"),
    "// %%\nconst first",
    "this cell declares `first`, as does the cell on line 23: a lesson is one module",
  ],
  [
    "a name imported in two cells",
    smallLesson({}, '// %%\nimport { check } from "@swarmlab/kit";\nlet unique;'),
    "last: // %%",
    "this cell declares `check`, as does the cell on line 20",
  ],
])("%s is refused", (_, source, place, message) => {
  const said = complaint(source);
  expect(said).toContain(message);
  expect(said).toMatch(new RegExp(`^solutions/05-small\\.ts:${lineOf(source, place)}: `));
});
