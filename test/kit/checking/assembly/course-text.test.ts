import { describe, expect, test } from "vitest";
import { assemble } from "../../../../kit/checking/assembly/assemble.ts";
import { locateExercises } from "../../../../kit/checking/submission/locate-exercises.ts";
import type { Submission } from "../../../../kit/checking/submission/submission.ts";

const tools = "function race(n: number): number {\n  return n * scale;\n}\nconst scale = 2;";
const starter = `// exercise 01.1 · Add
function add(n: number): number {
  throw new Error("write");
}

// Given: drives the answer.
type Lap = { readonly n: number };
function track({ n }: Lap): number {
  return race(add(n));
}`;
const answer = starter.replace('throw new Error("write");', "return n + 1;");

const lesson = {
  id: "01",
  slug: "sums",
  title: "Sums",
  minutes: 5,
  version: "1",
  boxes: [],
  given: [{ source: tools }, { exercise: "01.1" }, { source: "console.log(track({ n: 1 }));" }],
  exercises: [
    { id: "01.1", title: "Add", names: ["add", "track"], given: ["track"], starter, hints: [], forbids: [] },
  ],
};

async function put(cells: readonly string[]) {
  const submission: Submission = {
    lesson,
    cells: cells.map((source, at) => ({ source, label: `code cell ${at + 1}` })),
    from: "file",
  };
  const located = locateExercises(submission);
  const own = located[0]?.cell;
  if (!own) throw new Error("no such cell");
  return assemble(own, "01.1", submission, located, async () => undefined);
}

describe("what drives an answer", () => {
  test("is taken as it stands where the learner's cells are the lesson's", async () => {
    const { source, notes, given } = await put([tools, answer]);
    expect(source).toContain(answer);
    expect(source.match(/function race/g)).toHaveLength(1);
    expect(notes).toEqual([]);
    expect(given).toEqual(expect.arrayContaining(["race", "scale", "track"]));
  });

  test("is the lesson's where the exercise's cell defines it otherwise, and a note says so", async () => {
    const { source, notes, origins } = await put([
      tools,
      answer.replace("return race(add(n));", "return 4;").replace("n + 1", "n + 7"),
    ]);
    expect(source).toContain("return race(add(n));");
    expect(source).not.toContain("return 4;");
    expect(notes).toEqual(["The check takes track from the lesson, and not from your cell."]);
    const line = source.split("\n").findIndex((text) => text.includes("n + 7"));
    expect(origins[line]).toEqual({ line: 3 });
  });

  test("is the lesson's where the exercise's cell does not define it, and one note says so", async () => {
    const { source, notes } = await put([
      "// exercise 01.1 · Add\nfunction add(n: number): number {\n  return n;\n}",
    ]);
    expect(notes).toEqual([
      'track, which the cell of exercise 01.1 was handed out with, is gone from it: the check takes it from the lesson, and your notebook needs it back. reset("01.1") shows the cell as it was.',
    ]);
    for (const text of ["function track(", "type Lap", "function race(", "const scale = 2;"])
      expect(source).toContain(text);
  });

  test.each([
    ["another cell", [tools, "function race(): number { return 4; }", answer], "code cell 2"],
    ["the lesson's cell, changed", [tools.replace("n * scale", "4"), answer], "code cell 1"],
    ["the exercise's cell", [tools, `${answer}\nfunction race(): number { return 4; }`], "your cell"],
  ])("is the lesson's where %s defines what it uses", async (_where, cells, place) => {
    const { source, notes } = await put(cells);
    expect(source).toContain("return n * scale;");
    expect(source).not.toContain("return 4;");
    expect(notes).toEqual([`The check takes race from the lesson, and not from ${place}.`]);
  });

  test("is not changed by a statement of another cell", async () => {
    const { source } = await put([tools, "Object.assign(race, { call: () => 4 });", answer]);
    expect(source).not.toContain("assign");
  });

  test("takes no note of another layout or other comments", async () => {
    const { notes } = await put([`// Tools.\n${tools.replace("): number {", "):\n  number {")}`, answer]);
    expect(notes).toEqual([]);
  });

  test("keeps the learner's own helpers, also under a name that it does not use", async () => {
    const { source, notes } = await put([
      tools,
      `const mine = 3;`,
      answer.replace("return n + 1;", "return n + mine;"),
    ]);
    expect(source).toContain("const mine = 3;");
    expect(notes).toEqual([]);
  });
});
