import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WorkerPool } from "../../../kit/grading/schedule/worker-pool.ts";
import { sha256 } from "../../../kit/grading/text.ts";
import type { SandboxConfig } from "../../../kit/sandbox/index.ts";
import { blockUntilEnded } from "../../labs/swarm/processes/support/block-until-ended.ts";
import { noSandbox, type TestClass, testClass } from "./class-of.ts";
import { exerciseCell, sourceOf } from "./damaged/damage.ts";

let room: TestClass;
let sandbox: SandboxConfig;
beforeAll(async () => {
  room = await testClass();
  sandbox = await noSandbox(room.course.root);
  for (const name of ["ann", "bob", "cid"]) {
    const notebook = room.solved();
    const cell = exerciseCell(notebook, 1);
    // Slow enough to be met in the middle of it.
    cell.source = `${sourceOf(cell)}\nawait new Promise((resolve) => setTimeout(resolve, 300));\nconst own = "${name}";`;
    room.put(`${name}/01-sums.ipynb`, JSON.stringify(notebook));
  }
});
afterAll(() => room[Symbol.asyncDispose]());

/** A notebook of which each cell has the exercises' names, so that it is analysed in the search for them: that takes seconds of processor time, and ann's some milliseconds. */
function slowNotebook(): { readonly file: string; readonly sha256: string } {
  const cells = Array.from({ length: 17_000 }, (_, at) => ({
    cell_type: "code",
    metadata: {},
    source: `// add sum Squarer\nconst v${at} = () => v${at + 1}; ${"v0(() => { const own = v1; return own; }); ".repeat(4)}`,
  }));
  const content = JSON.stringify({ ...room.solved(), cells });
  return { file: room.put("slow/01-sums.ipynb", content, room.root), sha256: sha256(content) };
}

/** The processes that a process has started, whose command has this text in it. */
function childrenOf(parent: number, text = ""): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const of = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        return of === parent && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The processes of this one that grade. */
const workers = () => childrenOf(process.pid, "grading-worker");

describe.skipIf(process.platform !== "linux")(
  "a grading process that is killed",
  { timeout: 300_000 },
  () => {
    test("once costs no notebook its points: the notebooks that it was grading are graded again", async () => {
      let killed: number | undefined;
      const timer = setInterval(() => {
        // One that has started a process for an answer is in the midst of it.
        const worker = workers().find((one) => childrenOf(one).length > 0);
        if (killed !== undefined || worker === undefined) return;
        killed = worker;
        process.kill(worker, "SIGKILL");
      }, 20);
      const result = await room.grade("once");
      clearInterval(timer);
      expect(killed).toBeDefined();
      expect(result.counts).toMatchObject({ graded: 3, "needs attention": 0 });
      expect(room.rows("once").map(({ total }) => total)).toEqual([9, 9, 9]);
    });

    test("is noticed once, however many notebooks it is sent before its end is known", async () => {
      const file = join(room.submissions, "ann", "01-sums.ipynb");
      const task = { file, name: "01-sums.ipynb", sha256: sha256(readFileSync(file)), classSeed: "one" };
      const pool = new WorkerPool({
        root: room.course.root,
        sandbox,
        processes: 1,
        notebooksPerProcess: 3,
      });
      const read = await pool.read(task);
      expect(read).not.toHaveProperty("problem");
      const [worker] = workers();
      process.kill(worker as number, "SIGKILL");
      blockUntilEnded(worker as number);
      // Each of these meets a closed pipe.
      const reads = [pool.read(task), pool.read(task), pool.read(task)];
      const lessons = (await Promise.all(reads)).map(({ lesson, problem }) => ({ lesson, problem }));
      expect(lessons).toEqual(Array(3).fill({ lesson: read.lesson, problem: undefined }));
      await pool.close();
    });

    test("while it reads a notebook costs that notebook its grade, and nothing to the one beside it", async () => {
      const fileOf = (name: string) => join(room.submissions, name, "01-sums.ipynb");
      const task = (name: string) => ({
        file: fileOf(name),
        name: "01-sums.ipynb",
        sha256: sha256(readFileSync(fileOf(name))),
        classSeed: "seed",
      });
      const pool = new WorkerPool({
        root: room.course.root,
        sandbox,
        processes: 1,
        notebooksPerProcess: 2,
      });
      const slowTask = { ...task("ann"), ...slowNotebook() };
      const [beside, lost] = await Promise.all([pool.grade(task("ann")), pool.read(slowTask, 1)]);
      await pool.close();
      expect(beside).toHaveProperty("graded");
      expect(lost).toEqual({
        problem: "It could not be dealt with: reading it takes more than 1 s of processor time.",
        isLost: true,
        seconds: 1,
      });
    });

    test("because reading needs more memory than its heap's limit sees is reported in a sentence", async () => {
      const file = join(room.submissions, "ann", "01-sums.ipynb");
      const task = { file, name: "01-sums.ipynb", sha256: sha256(readFileSync(file)), classSeed: "seed" };
      // Less than a process of Node takes at all, and looked at while it reads only.
      const pool = new WorkerPool({
        root: room.course.root,
        sandbox,
        processes: 1,
        notebooksPerProcess: 1,
        memoryMegabytes: 20,
      });
      expect(await pool.read({ ...task, ...slowNotebook() })).toEqual({
        problem: "It could not be dealt with: reading it takes more than 20 MB of memory.",
        isLost: true,
      });
      await pool.close();
    });

    test("again and again by the same notebook is reported in a sentence, and the next notebook is graded", async () => {
      const task = (name: string) => {
        const file = join(room.submissions, name, "01-sums.ipynb");
        return { file, name: "01-sums.ipynb", sha256: sha256(readFileSync(file)), classSeed: "one" };
      };
      const pool = (timeoutSeconds: number) =>
        new WorkerPool({
          root: room.course.root,
          sandbox,
          processes: 1,
          notebooksPerProcess: 1,
          timeoutSeconds,
        });
      // No notebook is graded in a tenth of a second: its process is killed, started again, and killed again.
      const hasty = pool(0.1);
      expect(await hasty.grade(task("ann"))).toEqual({
        problem:
          "It could not be dealt with: grading it was tried twice, and the process that did it ended, or did not come back.",
        isLost: true,
      });
      expect(await hasty.read({ ...task("bob"), sha256: "other" })).toMatchObject({
        problem: expect.any(String),
      });
      await hasty.close();
      const patient = pool(100);
      expect(await patient.grade(task("bob"))).toHaveProperty("graded");
      await patient.close();
      expect(workers()).toEqual([]);
    });
  },
);
