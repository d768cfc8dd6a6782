import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { liveSubmission } from "../../../../kit/checking/submission/live-submission.ts";
import { locateExercises } from "../../../../kit/checking/submission/locate-exercises.ts";
import { readNotebook } from "../../../../kit/checking/submission/read-notebook.ts";
import { type Submission, SubmissionError } from "../../../../kit/checking/submission/submission.ts";
import { type Course, loadCourse } from "../../../../kit/lesson/index.ts";
import { type FixtureCourse, fixtureCourse, right } from "../fixtures/course.ts";

let fixture: FixtureCourse;
let course: Course;
beforeAll(() => {
  fixture = fixtureCourse();
  course = loadCourse(fixture.root);
});
afterAll(() => fixture[Symbol.dispose]());

const read = (
  cells: Parameters<FixtureCourse["notebook"]>[0],
  options?: Parameters<FixtureCourse["notebook"]>[1],
) => readNotebook(fixture.notebook(cells, options), course);
const states = (submission: Submission) =>
  Object.fromEntries(locateExercises(submission).map(({ exercise, state }) => [exercise.id, state]));
const find = (submission: Submission, id: string) =>
  locateExercises(submission).find(({ exercise }) => exercise.id === id);

test("NaN and Infinity in outputs are read as null, and in texts they stay", () => {
  const source = 'const text = "a NaN, \\\\ and Infinity";';
  const text = `{"cells": [{"cell_type": "code", "source": ${JSON.stringify(`// exercise 01.1\n${source}`)}, "outputs": [NaN, -Infinity, {"v": Infinity}]}]}`;
  const path = join(fixture.root, "work", "01-nan.ipynb");
  writeFileSync(path, text);
  expect(find(readNotebook(path, course), "01.1")?.cell?.source).toContain(source);
});

describe("a file that is no notebook of the course gives one sentence", () => {
  const file = (name: string, text: string) => {
    const path = join(fixture.root, "work", name);
    writeFileSync(path, text);
    return path;
  };
  const refuse = (path: string) => {
    try {
      readNotebook(path, course);
    } catch (error) {
      expect(error).toBeInstanceOf(SubmissionError);
      expect((error as Error).message).not.toContain("\n");
      return (error as SubmissionError).code;
    }
    return "accepted";
  };

  test("no such file", () => expect(refuse(join(fixture.root, "none.ipynb"))).toBe("NO_FILE"));
  test("a folder", () => expect(refuse(fixture.root)).toBe("NOT_A_NOTEBOOK"));
  test("a million quotes that never end, behind a NaN", () =>
    expect(refuse(file("quotes.ipynb", `{"cells": [NaN, ${'\\"'.repeat(1_000_000)}`))).toBe("NOT_JSON"));
  test("one cell that holds two million answers", () => {
    const source = "// exercise 01.1\n// exercise 01.2\n".repeat(1_000_000);
    const cells = [{ cell_type: "code", metadata: {}, source }];
    expect(refuse(file("01-many.ipynb", JSON.stringify({ cells })))).toBe("TOO_LARGE");
  });
  test("no JSON", () => expect(refuse(file("a.ipynb", "// exercise 01.1"))).toBe("NOT_JSON"));
  test("half a notebook", () => expect(refuse(file("b.ipynb", '{"cells": ['))).toBe("NOT_JSON"));
  test("an empty file", () => expect(refuse(file("c.ipynb", ""))).toBe("NOT_JSON"));
  test.each(["null", "1", "[]", '"x"', "{}", '{"cells": 5}'])("JSON that is %s", (text) =>
    expect(refuse(file("d.ipynb", text))).toBe("NOT_A_NOTEBOOK"),
  );
  test("another course's notebook", () => expect(refuse(file("e.ipynb", '{"cells": []}'))).toBe("NO_LESSON"));
  test("a lesson that the course does not have", () => {
    expect(
      refuse(fixture.notebook(["1"], { name: "f.ipynb", metadata: { swarmlab: { lesson: "77" } } })),
    ).toBe("NO_LESSON");
  });
});

test("a lesson's name that the course does not have is quoted in few characters, whatever it is", () => {
  const sentence = (lesson: unknown) => {
    try {
      read(["1"], { name: "f.ipynb", metadata: { swarmlab: { lesson } } });
      return "accepted";
    } catch (error) {
      return (error as Error).message;
    }
  };
  const long = sentence(`\u001b]0;pwn\u0007\u202e<b>${"x".repeat(1_000_000)}`);
  expect(long).toMatch(/ belongs to lesson \uFFFD\]0;pwn\uFFFD\uFFFD<b>x+…, which this course does not have/);
  expect(long.length).toBeLessThan(400);
  let deep: unknown = [];
  for (let level = 0; level < 1000; level += 1) deep = [deep];
  for (const odd of [{ toString: 1 }, deep, null])
    expect(sentence(odd)).toMatch(/ belongs to no lesson of this course/);
});

describe("a notebook saved by another editor is read all the same", () => {
  test("without any metadata the exercise lines tell the lesson", () => {
    expect(read([right.add], { name: "anything.ipynb", metadata: {} }).lesson.id).toBe("01");
  });

  test("without metadata and exercise lines the file's name tells the lesson", () => {
    expect(read(["1 + 1"], { name: "01-copy.ipynb", metadata: null }).lesson.id).toBe("01");
  });

  test("text as a list of lines, Windows line ends, odd cells and a byte order mark", () => {
    const path = join(fixture.root, "work", "odd.ipynb");
    const cells = [
      null,
      3,
      { cell_type: "raw", source: "x" },
      { cell_type: "code" },
      { cell_type: "code", source: ["// exercise 01.1 · A\r\n", "const add = 1;", 5] },
    ];
    writeFileSync(path, `\uFEFF${JSON.stringify({ cells })}`);
    const { cells: read } = readNotebook(path, course);
    expect(read.map((cell) => cell.source)).toEqual(["", "// exercise 01.1 · A\nconst add = 1;"]);
  });

  test("format 3, whose cells stand in worksheets", () => {
    const path = join(fixture.root, "work", "old.ipynb");
    writeFileSync(
      path,
      JSON.stringify({ worksheets: [{ cells: [{ cell_type: "code", input: [right.add] }] }] }),
    );
    expect(states(readNotebook(path, course))["01.1"]).toBe("written");
  });
});

describe("an exercise's cell is recognised", () => {
  test("by its first line, whatever the metadata say", () => {
    const cells = [{ source: right.add, metadata: { swarmlab: { exercise: "01.2", role: "exercise" } } }];
    expect(states(read(cells))).toEqual({ "01.1": "written", "01.2": "missing", "01.3": "missing" });
  });

  test.each(["//exercise 01.1", "// Exercise 1.1 - add", "  //  EXERCISE 01.1 ·", "// exercise 01.1: Add"])(
    "by a retyped line: %s",
    (line) => {
      expect(states(read([`\n${line}\nconst x = 1;`]))["01.1"]).toBe("written");
    },
  );

  test("not by a line of another number", () => {
    expect(
      states(read(["// exercise 01.11\nconst x = 1;", "// exercise 01.1.2\nconst x = 1;"]))["01.1"],
    ).toBe("missing");
  });

  test("by its metadata when the line is gone", () => {
    expect(
      states(
        read([{ source: "const x = 1;", metadata: { swarmlab: { exercise: "01.2", role: "exercise" } } }]),
      )["01.2"],
    ).toBe("written");
  });

  test("by nbgrader's metadata", () => {
    const nbgrader = { grade_id: "exercise-01-2", solution: true, grade: false };
    expect(states(read([{ source: "const x = 1;", metadata: { nbgrader } }]))["01.2"]).toBe("written");
  });

  test("by the cell's id", () => {
    expect(states(read([{ id: "exercise-01-3", source: "const x = 1;" }]))["01.3"]).toBe("written");
  });

  test("never in a check's cell", () => {
    const cells = [
      {
        id: "check-01-1",
        source: 'await check("01.1")',
        metadata: { swarmlab: { exercise: "01.1", role: "check" } },
      },
    ];
    expect(states(read(cells))["01.1"]).toBe("missing");
  });

  test("by the names it defines, and the report says so", () => {
    const found = find(read(["const add = (a: bigint, b: bigint) => a + b;"]), "01.1");
    expect(found?.state).toBe("written");
    expect(found?.notes[0]).toContain("recognised by the names");
  });

  test("not by a name that it only imports", () => {
    expect(states(read(['import { add } from "./mine";']))["01.1"]).toBe("missing");
  });
});

test("a cell that was split in very many is named by its first parts", () => {
  const [first = "", ...rest] = right.add.split("\n");
  const part = (source: string) => ({ source, metadata: { swarmlab: { exercise: "01.1" } } });
  const parts = Array.from({ length: 100 }, (_, n) => part(`const p${n} = ${n};`));
  const { cell, notes } = find(read([part(first), ...parts, part(rest.join("\n"))]), "01.1") ?? {};
  expect(cell?.source.match(/const p/g)).toHaveLength(100);
  expect(cell?.label).toBe("code cell 1 and code cell 2 and code cell 3 and code cell 4 and 98 more cells");
  expect(notes?.join().length).toBeLessThan(200);
});

describe("an exercise's state", () => {
  test("of several cells the last one counts, and the report says so", () => {
    const found = find(read([right.add, right.add.replace("a + b", "b + a")]), "01.1");
    expect(found?.cell?.source).toContain("b + a");
    expect(found?.notes).toEqual(["Exercise 01.1 stands in 2 cells; the last one counts (code cell 2)."]);
  });

  test("a cell of comments alone is empty", () => {
    expect(states(read(["// exercise 01.1 · Add two numbers\n\n// later"]))["01.1"]).toBe("empty");
  });

  test("a starter is recognised, also when it was formatted differently", () => {
    const starter = course.lessons[0]?.exercises[0]?.starter ?? "";
    expect(states(read([starter]))["01.1"]).toBe("starter");
    expect(states(read([starter.replaceAll("  ", "\t").replace("· Add", "- add")]))["01.1"]).toBe("starter");
    expect(states(read([`${starter}\nconst more = 1;`]))["01.1"]).toBe("written");
  });
});

describe("in a running notebook", () => {
  const run = (...cells: [code: string, cellId?: string][]) =>
    cells.map(([code, cellId], index) => ({
      executionCount: index + 1,
      code,
      ...(cellId ? { cellId } : {}),
    }));

  test("the latest run of each cell counts", () => {
    const executed = run(["const a = 1;", "x"], [right.add, "y"], ["const a = 2;", "x"]);
    expect(liveSubmission(executed, "01.1", course).cells.map((cell) => cell.source)).toEqual([
      right.add,
      "const a = 2;",
    ]);
  });

  test("a cell whose exercise line was deleted is recognised by its id", () => {
    const executed = run([right.add, "exercise-01-1"], ["const add = 1;", "exercise-01-1"]);
    expect(find(liveSubmission(executed, "01.1", course), "01.1")?.cell?.source).toBe("const add = 1;");
  });

  test("without ids the last run of the same exercise counts once", () => {
    const found = find(
      liveSubmission(run([right.add], ["1"], [right.add.replace("a + b", "b")]), "01.1", course),
      "01.1",
    );
    expect(found?.cell?.label).toBe("cell [3]");
    expect(found?.notes).toEqual([]);
  });

  test("two cells of one exercise are reported", () => {
    const found = find(
      liveSubmission(run([right.add, "x"], [right.add, "y"], [right.add, "x"]), "01.1", course),
      "01.1",
    );
    expect(found?.notes).toEqual([
      "Exercise 01.1 stands in 2 cells; the one that ran last counts (cell [3]).",
    ]);
  });

  test("an exercise that the course does not have is answered with those of the lesson", () => {
    expect(() => liveSubmission(run([right.add]), "9", course)).toThrow(
      'There is no exercise "9". Lesson 01 has 01.1, 01.2, 01.3.',
    );
  });
});
