import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testClass } from "./class-of.ts";
import { exerciseCell, sourceOf } from "./damaged/damage.ts";

test("an answer whose check ends the thread of the checks costs no other notebook its points", {
  timeout: 300_000,
}, async () => {
  await using room = await testClass();
  const checks = join(room.course.root, "test/checks/01.check.ts");
  const text = readFileSync(checks, "utf8");
  const own = 'check("adds small numbers", { points: 2, timeout: 60_000 }, async ({ submission }) => {';
  expect(text).toContain(own);
  // In a thread it ends the thread alone. Vitest has replaced process.exit.
  const ending = "if ((await submission.call('add', 40n, 2n)) === 1n) process.reallyExit(1);";
  writeFileSync(checks, text.replace(own, `${own}\n    ${ending}`));
  for (const name of ["ann", "mallory", "zoe"]) {
    const notebook = room.solved();
    const cell = exerciseCell(notebook, 1);
    const add =
      name === "mallory" ? "\nfunction add(): bigint {\n  return 1n;\n}" : `\nconst own = "${name}";`;
    cell.source = name === "mallory" ? `${sourceOf(cell).split("\n")[0]}${add}` : `${sourceOf(cell)}${add}`;
    room.put(`${name}/01-sums.ipynb`, JSON.stringify(notebook));
  }
  await room.grade("out", { notebooksPerProcess: 1 });
  expect(room.rows("out").map(({ student, status }) => [student, status])).toEqual([
    ["ann", "graded"],
    ["mallory", "needs attention"],
    ["zoe", "graded"],
  ]);
  expect(room.rows("out").map(({ total }) => total)).toEqual([9, expect.anything(), 9]);
});
