import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collectChecks } from "../../../kit/checking/index.ts";
import { visiblePoints } from "../../../kit/checking/visible-points.ts";
import { loadCourse, writeNotebooks } from "../../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../../..");

test("the committed notebooks are what their sources give (else: npm run notebooks)", async () => {
  const { files, notes } = writeNotebooks(root, {
    points: visiblePoints(await collectChecks(root)),
    check: true,
  });
  expect(files.filter(({ state }) => state !== "current")).toEqual([]);
  expect(notes).toEqual([]);
});

test("the command agrees: --check exits with 0", () => {
  const command = join(root, "kit/cli/notebooks.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^All \d+ built files are what their sources give\.\n$/);
});

test("every exercise of the course has an explanation and its solution", () => {
  const { lessons } = loadCourse(root);
  expect(lessons.map(({ id }) => id)).toEqual(expect.arrayContaining(["00", "01", "02"]));
  for (const exercise of lessons.flatMap(({ exercises }) => exercises)) {
    expect(exercise, exercise.id).toMatchObject({
      explanation: expect.any(String),
      solution: expect.any(String),
    });
  }
});
