import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCourse } from "../../../kit/lesson/index.ts";

const root = join(import.meta.dirname, "../../..");

test("the committed notebooks are what their sources give (else: npm run notebooks)", () => {
  const command = join(root, "kit/cli/notebooks.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "--check"], { encoding: "utf8" });
  // The command names each file that is not current, and each note, in stderr.
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
