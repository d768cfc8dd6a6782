import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectUploads } from "../../../kit/grading/collect/collect.ts";
import { StagingFolder } from "../../../kit/grading/collect/staging-folder.ts";
import { ClassReading } from "../../../kit/grading/schedule/class-reading.ts";
import { GradingRecords } from "../../../kit/grading/schedule/grading-records.ts";
import { WorkerPool } from "../../../kit/grading/schedule/worker-pool.ts";
import { noSandbox, type TestClass, testClass } from "./class-of.ts";

let room: TestClass;
beforeAll(async () => {
  room = await testClass();
  const cells = [
    ...room.solved().cells,
    { cell_type: "markdown", metadata: {}, source: "x".repeat(1_200_000) },
  ];
  room.put("a-large/01-sums.ipynb", JSON.stringify({ ...room.solved(), cells }));
  for (const name of ["ann", "bob"]) room.put(`${name}/01-sums.ipynb`, JSON.stringify(room.solved()));
});
afterAll(() => room[Symbol.asyncDispose]());

test("the notebooks of most students can be judged while a far larger one is still being read", {
  timeout: 300_000,
}, async () => {
  const out = join(room.root, "reading");
  mkdirSync(out);
  const collected = await collectUploads([room.submissions]);
  const records = new GradingRecords(join(out, "journal.jsonl"), false);
  const parts = { root: room.course.root, sandbox: await noSandbox(room.course.root) };
  const pool = new WorkerPool({ ...parts, processes: 1, notebooksPerProcess: 1 });
  const mostAreRead = Promise.withResolvers<readonly string[]>();
  /** Reads nothing before the others can be judged: were they waiting for it, this would never end. */
  class HeldPool extends WorkerPool {
    override async read(...args: Parameters<WorkerPool["read"]>) {
      await mostAreRead.promise;
      return super.read(...args);
    }
  }
  const counts: number[] = [];
  const reading = new ClassReading({
    ...{ collected, records, pool },
    staging: new StagingFolder(join(out, "staging")),
    classSeed: "seed",
    versions: [],
    poolAside: () => new HeldPool({ ...parts, processes: 1, notebooksPerProcess: 1, givesWay: true }),
    ownersOf: ({ who }) => [{ id: who.folder ?? "" }],
    onRead: (done, total) => {
      expect(total).toBe(3);
      counts.push(done);
    },
  });
  const listed = await reading.read((most) => mostAreRead.resolve(most.map(({ student }) => student.id)));
  await pool.close();
  records.close();
  collected.close();
  expect((await mostAreRead.promise).toSorted()).toEqual(["ann", "bob"]);
  expect(counts).toEqual([1, 2, 3]);
  expect(Object.fromEntries(listed.map(({ student, read }) => [student.id, read.lesson]))).toEqual({
    "a-large": "01",
    ann: "01",
    bob: "01",
  });
});

test("a class with a far larger notebook has the same marks as one whose notebooks are read together", {
  timeout: 300_000,
}, async () => {
  const graded: number[] = [];
  const result = await room.grade("out", {
    onProgress: ({ stage, done, total }) => {
      if (stage === "grading") graded.push(done);
      expect(done).toBeLessThanOrEqual(total);
    },
  });
  // The notebooks of ann and bob are equal, and count as one.
  expect(result).toMatchObject({ graded: 2, counts: { graded: 3 } });
  expect(graded.at(-1)).toBe(2);
  expect(room.rows("out").map(({ student, total }) => [student, total])).toEqual([
    ["a-large", 9],
    ["ann", 9],
    ["bob", 9],
  ]);
  const journal = () => readFileSync(join(room.root, "out/.grade/journal.jsonl"), "utf8");
  const before = journal();
  expect(await room.grade("out")).toMatchObject({ graded: 0 });
  expect(journal()).toBe(before);
});
