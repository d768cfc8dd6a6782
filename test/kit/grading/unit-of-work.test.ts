import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GradedNotebook, GradingTask } from "../../../kit/grading/schedule/outcome.ts";
import { WorkerPool } from "../../../kit/grading/schedule/worker-pool.ts";
import { sha256 } from "../../../kit/grading/text.ts";
import type { SandboxConfig } from "../../../kit/sandbox/index.ts";
import { noSandbox, type TestClass, testClass } from "./class-of.ts";
import { exerciseCell, sourceOf } from "./damaged/damage.ts";

let room: TestClass;
let sandbox: SandboxConfig;
beforeAll(async () => {
  room = await testClass();
  sandbox = await noSandbox(room.course.root);
  for (const name of ["ann", "bob"]) {
    const notebook = room.solved();
    // Bob's first answer is wrong; his second one uses it.
    const cell = exerciseCell(notebook, 1);
    if (name === "bob") cell.source = sourceOf(cell).replace("a + b", "a - b");
    room.put(`${name}/01-sums.ipynb`, JSON.stringify(notebook));
  }
});
afterAll(() => room[Symbol.asyncDispose]());

function taskOf(student: string): GradingTask {
  const file = join(room.submissions, student, "01-sums.ipynb");
  return { file, name: "01-sums.ipynb", sha256: sha256(readFileSync(file)), classSeed: "one" };
}

/** Grades notebooks one after the other in a process of their own, and gives the report on the last one. */
async function reportOfLast(...students: string[]): Promise<Partial<GradedNotebook>> {
  const pool = new WorkerPool({ root: room.course.root, sandbox, processes: 1, notebooksPerProcess: 1 });
  try {
    let last: Partial<GradedNotebook> = {};
    for (const student of students) {
      // A task and its report are plain data: they can cross to another machine and back.
      const result = await pool.grade(JSON.parse(JSON.stringify(taskOf(student))));
      if ("problem" in result) throw new Error(result.problem);
      expect(JSON.parse(JSON.stringify(result.graded))).toEqual(result.graded);
      const { seconds: _, exerciseSeconds: __, ...report } = result.graded;
      last = report;
    }
    return last;
  } finally {
    await pool.close();
  }
}

test("a notebook's report does not depend on what its process graded before", {
  timeout: 300_000,
}, async () => {
  const alone = await reportOfLast("bob");
  expect(alone.exercises?.[0]?.checks.some(({ status }) => status === "failed")).toBe(true);
  expect(await reportOfLast("ann", "bob")).toEqual(alone);
});
