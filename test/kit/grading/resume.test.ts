import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectNoProcessNaming } from "../sandbox/process/processes.ts";
import { contents, type TestClass, testClass } from "./class-of.ts";
import { exerciseCell, sourceOf } from "./damaged/damage.ts";

const program = join(import.meta.dirname, "../../../kit/dist/cli/grade.js");
const students = 6;
const hasDocker = spawnSync("docker", ["version"], { stdio: "ignore" }).status === 0;

let room: TestClass;
beforeAll(async () => {
  room = await testClass();
  for (let index = 0; index < students; index += 1) {
    const notebook = room.solved();
    // Different in their bytes, and one in its points.
    const cell = exerciseCell(notebook, 1);
    cell.source = `${sourceOf(cell).replace("a + b", index === 2 ? "a - b" : "a + b")}\nconst own = ${index};`;
    room.put(`student-${index}/01-sums.ipynb`, JSON.stringify(notebook));
  }
});
afterAll(async () => {
  await expectNoProcessNaming(room.course.root);
  await room[Symbol.asyncDispose]();
});

function start(out: string, ...more: string[]) {
  const args = [program, room.submissions, "--out", join(room.root, out), "--root", room.course.root];
  const child = spawn(process.execPath, [...args, "--sandbox", "none", "--jobs", "2", ...more], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, INIT_CWD: room.root },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (data) => (text += data));
  return { child, ended: once(child, "close"), output: () => text };
}

/** Lines of the journal that hold a graded notebook. */
function graded(out: string): string[] {
  const file = join(room.root, out, ".grade/journal.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.includes('"graded":{"exercises"'))
    .map((line) => /"\d+ 01 ([0-9a-f]{64})/.exec(line)?.[1] ?? line);
}

async function until(condition: () => boolean, child: ChildProcess): Promise<void> {
  while (!condition() && child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => setTimeout(resolve, 10));
}

describe("a run that is killed", { timeout: 1_200_000 }, () => {
  test("again and again ends with the same bytes as an undisturbed run, and nothing is graded twice", async () => {
    const whole = start("whole");
    expect(await whole.ended, whole.output()).toEqual([0, null]);
    expect(graded("whole")).toHaveLength(students);
    const { sandbox } = JSON.parse(readFileSync(join(room.root, "whole/gradebook.json"), "utf8"));
    expect(sandbox).toEqual([`${students} notebooks were graded without a sandbox (--sandbox none).`]);
    expect(whole.output()).toContain("no sandbox");

    const killed: number[] = [];
    for (const after of [1, 4]) {
      const { child, ended } = start("killed");
      await until(() => graded("killed").length >= after, child);
      child.kill("SIGKILL");
      await ended;
      killed.push(graded("killed").length);
    }
    expect(Math.max(...killed)).toBeGreaterThan(0);
    // A line that was cut off in the middle is no grade.
    const journal = join(room.root, "killed/.grade/journal.jsonl");
    const bytes = readFileSync(journal);
    writeFileSync(journal, Buffer.concat([bytes, Buffer.from('0123456789abcdef ["0 01 half')]));

    const last = start("killed");
    expect(await last.ended, last.output()).toEqual([0, null]);
    expect(new Set(graded("killed"))).toEqual(new Set(graded("whole")));
    expect(graded("killed")).toHaveLength(students);
    expect(contents(join(room.root, "killed"))).toEqual(contents(join(room.root, "whole")));
  });

  test("releases its folder, which was refused to a second run meanwhile", async () => {
    const first = start("shared");
    await until(() => existsSync(join(room.root, "shared/.grade/lock")), first.child);
    // It stands still until the second run has been refused, or it could be done before that has started.
    first.child.kill("SIGSTOP");
    const second = start("shared");
    expect(await second.ended).toEqual([2, null]);
    expect(second.output()).toContain(`is being written by another run (process ${first.child.pid})`);
    first.child.kill("SIGINT");
    first.child.kill("SIGCONT");
    expect(await first.ended, first.output()).toEqual([130, null]);
    expect(first.output()).toContain("Grading was interrupted. What was graded is kept");
    expect(existsSync(join(room.root, "shared/.grade/lock"))).toBe(false);
  });
});

describe("the command", { timeout: 300_000 }, () => {
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (data) => (text += data));
    const [code] = await once(child, "close");
    return { code, text };
  };

  test.skipIf(hasDocker)("refuses where no sandbox can be made, and names what is missing", async () => {
    const args = [program, room.submissions, "--out", join(room.root, "refused"), "--root", room.course.root];
    const child = spawn(process.execPath, [...args, "--sandbox", "docker"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (data) => {
      text += data;
    });
    const [code] = await once(child, "close");
    expect(text).toMatch(/^docker (?:is not installed|has no daemon)/);
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
    expect(existsSync(join(room.root, "refused"))).toBe(false);
  });

  test("answers --help with its usage", async () => {
    expect(await run("--help")).toMatchObject({
      code: 0,
      text: expect.stringContaining("Usage: npm run grade"),
    });
  });

  test.each([
    [[], "Which submissions?"],
    [["x"], "Add --out"],
    [["x", "--out", "y", "--sandbox", "wood"], 'There is no sandbox "wood"'],
    [["x", "--out", "y", "--jobs", "0"], "--jobs is a whole number"],
    [["x", "--out", "y", "--what"], "Unknown option '--what'"],
    [["x", "--out", "y", "--roster", "none.csv"], "The roster"],
  ])("%j: one sentence, and exit code 2", async (args, sentence) => {
    const { code, text } = await run(...args);
    expect(text).toContain(sentence);
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});
