import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assemble } from "../../../../kit/checking/assembly/assemble.ts";
import type { OtherAnswer } from "../../../../kit/checking/assembly/assembly.ts";
import { forbiddenNames } from "../../../../kit/checking/assembly/forbidden-names.ts";
import { locateExercises } from "../../../../kit/checking/submission/locate-exercises.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { type Course, loadCourse } from "../../../../kit/lesson/index.ts";
import { type FixtureCourse, fixtureCourse, right } from "../fixtures/course.ts";

let fixture: FixtureCourse;
let course: Course;
beforeAll(() => {
  fixture = fixtureCourse();
  course = loadCourse(fixture.root);
});
afterAll(() => fixture[Symbol.dispose]());

async function put(
  id: string,
  cells: readonly string[],
  other: (id: string) => OtherAnswer | undefined = () => undefined,
) {
  const submission = readNotebook(fixture.notebook(cells), course);
  const located = locateExercises(submission);
  const own = located.find(({ exercise }) => exercise.id === id)?.cell;
  if (!own) throw new Error("no such cell");
  const assembly = await assemble(own, id, submission, located, async (exercise) => other(exercise));
  return { ...assembly, lines: assembly.source.split("\n"), own: own.source };
}

describe("what is graded", () => {
  test("is the exercise's cell alone when it names nothing else", async () => {
    const { source } = await put("01.1", ["const unused = 1;", right.add, "console.log('demo');"]);
    expect(source).toBe(right.add);
  });

  test("holds the definitions that the cell names, and those that they name, in an order that works", async () => {
    const { lines } = await put("01.1", [
      "type Pair = [bigint, bigint];\nconst zero = 0n;",
      "function start(): bigint { return zero; }\nclass Unused {}",
      "// exercise 01.1 · Add\nconst add = (...[a, b]: Pair) => start() + a + b;",
    ]);
    expect(lines).toEqual([
      "type Pair = [bigint, bigint];",
      "const zero = 0n;",
      "function start(): bigint { return zero; }",
      "// exercise 01.1 · Add",
      "const add = (...[a, b]: Pair) => start() + a + b;",
    ]);
  });

  test("holds no call, loop or other statement of another cell that changes nothing of it", async () => {
    const { source } = await put("01.1", [
      "const list: bigint[] = [];\nconsole.log(list);\nfor (;;) {}\nawait list;",
      "// exercise 01.1 · Add\nconst add = () => list;",
    ]);
    expect(source).not.toMatch(/log|for|await/);
  });

  test.each([
    ["a member that is set", "const start = { value: 5n };", "start.value = 0n;"],
    ["a variable that is set, in a block too", "let start = 5n;", "if (start) { [start] = [0n]; }"],
    ["a method of it that is called", "const start: bigint[] = [];", "start.push(1n);"],
    [
      "a static field and a method of a class",
      "class start { static n = 1n; }",
      "start.n = 2n; Object.assign(start.prototype, { a: 1 });",
    ],
    ["a part of the language", "const start = 1n;", "(Number.prototype as any).sq = () => start;"],
  ])(
    "holds the statement of a helper cell that changes what it takes: %s",
    async (_what, definition, change) => {
      const { lines, notes } = await put("01.1", [
        definition,
        `${change}\nconsole.log(start);`,
        "// exercise 01.1 · Add\nconst add = () => start;",
      ]);
      expect(lines.join(" ")).toContain(`${definition} ${change.split("; ").join("; ")}`);
      expect(lines.join(" ")).not.toContain("console");
      expect(notes).toEqual([]);
    },
  );

  test("runs a helper function that changes what it takes", async () => {
    const { lines } = await put("01.1", [
      "const seen = new Set<bigint>();",
      "function note(n: bigint) { seen.add(n); }\nnote(3n);",
      "// exercise 01.1 · Add\nconst add = () => seen.size;",
    ]);
    expect(lines.slice(0, 3)).toEqual([
      "const seen = new Set<bigint>();",
      "function note(n: bigint) { seen.add(n); }",
      "note(3n);",
    ]);
  });

  test("says in one line which statements of its source cells it leaves out", async () => {
    const { source, notes } = await put("01.1", [
      "const list: bigint[] = [];\nconsole.log(list.length);\nawait list.map(async () => 1n).at(0);",
      "// exercise 01.1 · Add\nconst add = () => list;",
    ]);
    expect(source).not.toContain("await");
    expect(notes).toEqual([
      "The check takes definitions and the statements that change them from your other cells. It does not run line 3 of code cell 1.",
    ]);
  });

  test("does not speak of statements that have nothing to do with what it takes", async () => {
    const { notes } = await put("01.1", [
      "const start = 1n;\nconst other: bigint[] = [];\nother.push(start);\nconsole.log(start.toLocaleString());",
      "// exercise 01.1 · Add\nconst add = () => start;",
    ]);
    expect(notes).toEqual([]);
  });

  test("leaves a demo alone that changes a part of the language and puts it back", async () => {
    const { lines } = await put("01.1", [
      "const start = 1n;\nconst real = Date.now;\ntry { Date.now = () => 0; console.log(start); } finally { Date.now = real; }",
      "// exercise 01.1 · Add\nconst add = () => start;",
    ]);
    expect(lines.join(" ")).not.toContain("Date.now");
  });

  test("imports only the names that are needed", async () => {
    const { lines } = await put("01.3", [
      'import check, { AIAgent as Agent, Squarer, type AgentResult } from "@swarmlab/labs";\nimport * as fs from "node:fs";',
      "// exercise 01.3 · x\nclass Squarer extends Agent<number, number> { think() { return fs.constants.R_OK; } }",
    ]);
    expect(lines.slice(0, 2).sort()).toEqual([
      'import * as fs from "node:fs";',
      'import { AIAgent as Agent } from "@swarmlab/labs";',
    ]);
  });

  test("takes the nearest definition above, else the first below", async () => {
    const answer = "// exercise 01.1 · Add\nconst add = () => [one, two];";
    const { source } = await put("01.1", [
      "const one = 1;",
      "const one = 2;",
      answer,
      "const one = 3;\nconst two = 1;",
      "const two = 2;",
    ]);
    expect(source).toContain("const one = 2;");
    expect(source).toContain("const two = 1;");
  });

  test("puts definitions that use the answer behind it", async () => {
    const { lines } = await put("01.3", [
      right.imports,
      "// exercise 01.3 · x\nclass Squarer extends AIAgent<number, number> { think() { return helper(); } }",
      "class Double extends Squarer {}\nconst helper = () => Double.length;",
    ]);
    expect(lines.at(-2)).toBe("class Double extends Squarer {}");
    expect(lines.at(-1)).toBe("const helper = () => Double.length;");
  });

  test("takes all overloads of a function and all parts of an interface", async () => {
    const { source } = await put("01.1", [
      "function f(a: string): string;\nfunction f(a: number): number;\nfunction f(a: never) { return a; }\ninterface I { a: 1 }\ninterface I { b: 2 }",
      "// exercise 01.1 · Add\nconst add = (i: I) => f(1);",
    ]);
    expect(source.match(/function f/g)).toHaveLength(3);
    expect(source.match(/interface I/g)).toHaveLength(2);
  });

  test("takes nothing from a copy of an exercise's cell that does not count", async () => {
    const { source } = await put("01.1", [
      "// exercise 01.1 · Add\nconst old = 1;",
      "// exercise 01.1 · Add\nconst add = () => old;",
    ]);
    expect(source).not.toContain("const old");
  });

  test("knows for each line where it is from", async () => {
    const { origins } = await put("01.1", [
      "\n// a note\nconst one = 1n;",
      "// exercise 01.1 · Add\nconst add = () => one;",
    ]);
    expect(origins).toEqual([
      { line: 2, cell: "code cell 1" },
      { line: 3, cell: "code cell 1" },
      { line: 1 },
      { line: 2 },
    ]);
  });

  test("takes no definition for a name that every object has", async () => {
    const { source } = await put("01.1", [
      "// exercise 01.1 · Add\nconst add = () => [constructor, toString, __proto__, hasOwnProperty];",
    ]);
    expect(source).toContain("constructor");
  });
});

describe("another exercise's name", () => {
  const reference: OtherAnswer = {
    cell: {
      source: "const helper = 1n;\nconst add = (a: bigint, b: bigint) => a + b + helper;\nconst noise = 1;",
      label: "the reference",
    },
    note: "the reference was used",
  };

  test("comes from the answer that stands for it, with what that needs", async () => {
    const { source, notes } = await put("01.2", [right.add, right.sum], () => reference);
    expect(source).toContain("const helper = 1n;");
    expect(source).not.toContain("noise");
    expect(notes).toEqual(["the reference was used"]);
  });

  test("comes from there also when the learner has no cell for it", async () => {
    const { source } = await put("01.2", [right.sum], (id) => (id === "01.1" ? reference : undefined));
    expect(source).toContain("const add");
  });

  test("is the learner's when a nearer cell defines it", async () => {
    const { source, notes } = await put(
      "01.2",
      [right.add, "const add = (a: bigint, b: bigint) => b + a;", right.sum],
      () => reference,
    );
    expect(source).toContain("b + a");
    expect(notes).toEqual([]);
  });
});

describe("forbidden imports are found", () => {
  const find = async (...cells: string[]) => {
    const assembly = await put("01.3", cells);
    return forbiddenNames(assembly.own, assembly, ["DataAnalyst"]);
  };
  const answer = (text: string) => `// exercise 01.3 · x\n${text}`;

  test.each([
    ["in the answer", [answer('import { DataAnalyst } from "@swarmlab/labs";')]],
    [
      "under another name",
      [answer('import { DataAnalyst as Mine } from "@swarmlab/labs";\nclass Squarer extends Mine {}')],
    ],
    [
      "in a cell that the answer names",
      ['import { DataAnalyst } from "@swarmlab/labs";', answer("class Squarer extends DataAnalyst {}")],
    ],
    [
      "through all of the lab",
      [answer('import * as labs from "@swarmlab/labs";\nclass Squarer extends labs.DataAnalyst {}')],
    ],
    ["through a part of the lab", [answer('import { DataAnalyst } from "@swarmlab/labs/agents";')]],
    ["through a dynamic import", [answer('const { DataAnalyst } = await import("@swarmlab/labs");')]],
  ])("%s", async (_name, cells) => {
    expect(await find(...cells)).toEqual(["DataAnalyst"]);
  });

  test.each([
    ["an own class of that name", [answer("class DataAnalyst {}")]],
    [
      "an import that stands in one statement with one that the answer needs",
      [
        'import { DataAnalyst, ModelTrainer } from "@swarmlab/labs";',
        answer("class Squarer extends ModelTrainer {}"),
      ],
    ],
    [
      "an import that the answer does not need",
      ['import { DataAnalyst } from "@swarmlab/labs";', answer("class Squarer {}")],
    ],
    [
      "all of the lab without that name",
      [
        answer(
          'import * as labs from "@swarmlab/labs";\nclass Squarer extends labs.AIAgent<number, number> { think() { return 1; } }',
        ),
      ],
    ],
  ])("and nothing else is: %s", async (_name, cells) => {
    expect(await find(...cells)).toEqual([]);
  });
});
