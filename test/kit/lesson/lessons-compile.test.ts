import { join } from "node:path";
import { expect, test } from "vitest";
import { createCellCompiler } from "../../../kit/kernel/compile/cell-compiler.ts";
import { buildNotebooks, readLessons } from "../../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../../..");
const compiler = createCellCompiler({ directory: join(root, "work") });

const notebooks = readLessons(root).flatMap((lesson) => {
  const { learner, solved } = buildNotebooks(lesson, {});
  return [
    { lesson: lesson.id, form: "as the learner gets it", cells: learner.cells },
    { lesson: lesson.id, form: "solved", cells: solved.cells },
  ];
});

// A lesson declares each name once, so its cells together are one module, and can be compiled as one.
test.each(notebooks)("lesson $lesson, $form, has no error for the kernel's compiler", ({ cells }) => {
  const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => source.join(""));
  const compiled = compiler.compile(code.join("\n"));
  const lines = code.join("\n").split("\n");
  const errors = "errors" in compiled ? compiled.errors : [];
  expect(errors.map(({ line, message }) => `${message} (${lines[line - 1]})`)).toEqual([]);
});
