import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assemble } from "../../../../kit/checking/assembly/assemble.ts";
import { AssemblyError } from "../../../../kit/checking/assembly/assembly-budget.ts";
import { locateExercises } from "../../../../kit/checking/submission/locate-exercises.ts";
import { parseNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { type Course, loadCourse } from "../../../../kit/lesson/index.ts";
import { type FixtureCourse, fixtureCourse } from "../fixtures/course.ts";

// An assembly that calls itself for each definition overflows the stack here, and one that goes through all of them for each takes minutes.
const COUNT = 12_000;
const TIMEOUT = { timeout: 300_000 };

let fixture: FixtureCourse;
let course: Course;
beforeAll(() => {
  fixture = fixtureCourse();
  course = loadCourse(fixture.root);
});
afterAll(() => fixture[Symbol.dispose]());

const many = (make: (at: number) => string) => Array.from({ length: COUNT }, (_, at) => make(at)).join("\n");

function submissionOf(helpers: readonly string[]) {
  const answer = "// exercise 01.1 · Add\nconst add = () => v0;";
  const cells = [...helpers, answer].map((source) => ({ cell_type: "code", source }));
  const notebook = { metadata: { swarmlab: { lesson: "01" } }, cells };
  return parseNotebook(Buffer.from(JSON.stringify(notebook)), "01-sums.ipynb", course);
}

function put(...helpers: readonly string[]) {
  const submission = submissionOf(helpers);
  const located = locateExercises(submission);
  const own = located.find(({ exercise }) => exercise.id === "01.1")?.cell;
  if (!own) throw new Error("no such cell");
  return () => assemble(own, "01.1", submission, located, async () => undefined);
}

describe("tens of thousands of definitions", () => {
  test("that need each other in a ring are put together", TIMEOUT, async () => {
    const assembled = put(many((at) => `const v${at} = () => v${(at + 1) % COUNT};`));
    expect((await assembled()).origins).toHaveLength(COUNT + 2);
  });

  test("that need the next to be evaluated come in an order that works", TIMEOUT, async () => {
    const assembled = put(many((at) => `class v${at} extends v${at + 1} {}`));
    const { source } = await assembled();
    const lines = source.split("\n");
    expect(lines).toHaveLength(COUNT + 2);
    expect(lines.slice(0, 2)).toEqual([
      `class v${COUNT - 1} extends v${COUNT} {}`,
      `class v${COUNT - 2} extends v${COUNT - 1} {}`,
    ]);
  });

  test("in one statement are taken once", TIMEOUT, async () => {
    const assembled = put(
      `const ${many((at) => `v${at} = () => v${(at + 1) % COUNT},`)} last = 0;`.replaceAll("\n", " "),
    );
    expect((await assembled()).origins).toHaveLength(3);
  });

  test("and as many statements that change one of them are put together", TIMEOUT, async () => {
    const assembled = put(
      "const v0 = [];",
      many((at) => `v0.push(${at});`),
    );
    expect((await assembled()).origins).toHaveLength(COUNT + 3);
  });

  test(
    "that change each other in every possible way are refused, and not again for the next exercise",
    TIMEOUT,
    async () => {
      const assembled = put(
        "const v0 = [];",
        many((at) => `function f${at}() { f${(at + 1) % COUNT}(); }`),
        many(() => "f0();"),
      );
      await expect(assembled()).rejects.toThrow(AssemblyError);
      await expect(assembled()).rejects.toThrow("its cells use and change each other in more ways");
    },
  );
});

test("a statement counts in each cell that has the same text", async () => {
  const assembled = put("const v0: number[] = [];", "v0.push(1);", "v0.push(1);");
  const { source } = await assembled();
  expect(source.match(/push/g)).toHaveLength(2);
});

test("a definition that is an alias of itself is taken once", async () => {
  const assembled = put("import v0 = v1.a;\nimport v1 = v0.a;");
  expect((await assembled()).origins.length).toBeGreaterThan(0);
});
