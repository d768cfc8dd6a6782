import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contents, type TestClass, testClass } from "./class-of.ts";
import { exerciseCell, sourceOf } from "./damaged/damage.ts";

const STUDENTS = ["ann", "bob", "cid", "dee", "eva", "fay"];
const queue = `grade-test-${process.pid}`;
const started: ChildProcess[] = [];
let room: TestClass;

beforeAll(async () => {
  room = await testClass();
  for (const [at, name] of STUDENTS.entries()) {
    const notebook = room.solved();
    const cell = exerciseCell(notebook, 1);
    const right = sourceOf(cell);
    // The second answer does without the first one, so that it is judged beside a wrong one too.
    const second = exerciseCell(notebook, 2);
    second.source = sourceOf(second).replace("add(total, number)", "total + number");
    // Slow enough to be met in the middle of it; every second one is wrong.
    cell.source = `${at % 2 === 0 ? right : right.replace("a + b", "a - b")}\nawait new Promise((resolve) => setTimeout(resolve, 400));\nconst own = "${name}";`;
    room.put(`${name}/01-sums.ipynb`, JSON.stringify(notebook));
  }
});

afterAll(async () => {
  for (const child of started) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  await room[Symbol.asyncDispose]();
});

/** A worker machine as `npm run worker -- --grade` starts it, and what it has printed. */
async function grader(
  name: string,
  root = room.course.root,
): Promise<{ child: ChildProcess; printed: () => string }> {
  const entry = join(import.meta.dirname, "../../../kit/cli/worker.ts");
  const argv = [
    "--grade",
    "--sandbox",
    "none",
    "--queue",
    queue,
    "--name",
    name,
    "--slots",
    "1",
    "--lock",
    "5",
  ];
  const child = spawn(process.execPath, [entry, ...argv], {
    env: { ...process.env, SWARMLAB_ROOT: root, MACHINE_OF_TEST: `${queue}-${name}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  while (!text.includes("takes jobs")) {
    if (child.exitCode !== null) throw new Error(text);
    await pause(50);
  }
  return { child, printed: () => text };
}

/** Waits until no process is left that a machine has started: all of them inherit its name. */
async function untilGone(name: string): Promise<void> {
  const mark = `MACHINE_OF_TEST=${queue}-${name}`;
  const isLeft = (pid: string) => {
    try {
      // The engine that a machine has started serves the others too.
      const isEngine = /keeper|postgres/.test(readFileSync(`/proc/${pid}/cmdline`, "latin1"));
      return !isEngine && readFileSync(`/proc/${pid}/environ`, "latin1").includes(mark);
    } catch {
      return false;
    }
  };
  while (
    process.platform === "linux" &&
    readdirSync("/proc")
      .filter((pid) => /^\d+$/.test(pid))
      .some(isLeft)
  )
    await pause(100);
}

test("the gradebook is the same to the byte as on one machine, with a grader killed in the middle", {
  timeout: 300_000,
}, async () => {
  const alone = await room.grade("alone");
  expect(alone.counts).toMatchObject({ graded: STUDENTS.length });

  const [first, second] = await Promise.all([grader("first"), grader("second")]);
  let graded = 0;
  const together = await room.grade("together", {
    machines: { queue, lockSeconds: 5 },
    onProgress: ({ stage, done }) => {
      if (stage !== "grading" || done <= graded) return;
      graded = done;
      // Both have a notebook in hand now.
      if (done === 1) first.child.kill("SIGKILL");
    },
  });
  expect(first.child.signalCode).toBe("SIGKILL");
  expect(together.gradedHere, second.printed()).toBeUndefined();
  expect(together.graded).toBe(STUDENTS.length);
  expect(contents(join(room.root, "together"))).toEqual(contents(join(room.root, "alone")));
  await untilGone("first");
  second.child.kill("SIGTERM");
  const [code] = await once(second.child, "exit");
  expect(code, second.printed()).toBe(0);
  await untilGone("second");
});

test("a machine with other checks grades nothing: its notebooks are graded here, and that is said", {
  timeout: 300_000,
}, async () => {
  const other = await testClass();
  const file = join(other.course.root, "test/checks/01.check.ts");
  writeFileSync(file, `${readFileSync(file, "utf8")}\n// another version\n`);
  const machine = await grader("other", other.course.root);
  const result = await room.grade("here", { machines: { queue, lockSeconds: 5 } });
  expect(result.gradedHere).toContain("6 notebooks were graded on this machine");
  expect(result.gradedHere).toContain("This machine has other checks of lesson 01");
  expect(result.counts).toMatchObject({ graded: STUDENTS.length });
  machine.child.kill("SIGTERM");
  await once(machine.child, "exit");
  await other[Symbol.asyncDispose]();
});

test("without a machine that grades there is a sentence and no gradebook", { timeout: 300_000 }, async () => {
  await expect(
    room.grade("nobody", { machines: { queue: `${queue}-empty`, waitSeconds: 1 } }),
  ).rejects.toMatchObject({
    name: "ClassError",
    code: "GRADING_FAILED",
    message: expect.stringContaining("worker"),
  });
});
