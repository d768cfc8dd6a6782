import { expect, test } from "vitest";
import { parseLesson } from "../../../../kit/lesson/index.ts";
import { sampleLesson } from "../support/sample.ts";
import { parts, secondExercise, smallLesson } from "../support/small-lesson.ts";

const idsOf = (source: string) => parseLesson(source, "05-small.ts").cells.map(({ id }) => id);

test("an exercise's cells are named for the exercise, other cells for their first line", () => {
  expect(idsOf(smallLesson())).toEqual([
    "text-05-small",
    "code-import-check-from-swarmlab-kit",
    "exercise-05-1",
    "check-05-1",
    "hint-05-1-1",
    "hint-05-1-2",
    "hint-05-1-3",
    "explanation-05-1",
  ]);
});

test("a cell keeps its id when cells are inserted before it and when its later lines change", () => {
  const note = "// %% [markdown]\n// ## A note\n//\n// with text";
  const before = idsOf(smallLesson({}, note));
  const after = idsOf(
    smallLesson(
      { title: `${parts.title}\n//\n// More.\n\n// %% [markdown]\n// ## New\n\n// %%\nconsole.log(1);` },
      `${note}, longer`,
    ),
  );
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 2);
});

test("cells that begin alike are told apart in order", () => {
  const same = "// %% [markdown]\n// ## Try it!";
  expect(idsOf(smallLesson({}, same, same, "// %% [markdown]\n// ## Try it! 2")).slice(-3)).toEqual([
    "text-try-it",
    "text-try-it--2",
    "text-try-it-2",
  ]);
});

test("empty cells, cells without letters and cells with a long first line get valid ids of their own", () => {
  const long = `// %% [markdown]\n// ${"word ".repeat(40)}`;
  const ids = idsOf(
    smallLesson({}, "// %%", "// %% [markdown]\n// ---", "// %% [markdown]\n// Größe · été 🚀", long, long),
  );
  expect(ids.slice(-5, -2)).toEqual(["code-empty", "text-empty", "text-gro-e-ete"]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
});

test("the ids of the sample are unique and as nbformat wants them", () => {
  const ids = sampleLesson().cells.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of [...ids, ...idsOf(smallLesson({}, secondExercise()))])
    expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
});
