import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const program = join(import.meta.dirname, "../support/resumable-graph.ts");
const folder = mkdtempSync(join(tmpdir(), "resume-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(): string {
  try {
    return readFileSync(join(folder, "log.txt"), "utf8");
  } catch {
    return "";
  }
}

/** The tasks whose writes are in the file. */
function savedTasks(): number {
  try {
    const database = new DatabaseSync(join(folder, "graph.db"), { readOnly: true });
    const { tasks } = database.prepare("SELECT count(DISTINCT task) AS tasks FROM writes").get() as {
      tasks: number;
    };
    database.close();
    return tasks;
  } catch {
    return 0;
  }
}

test("a graph killed with kill -9 in the middle of a step goes on, and what had ended does not run again", async () => {
  const first = spawn(process.execPath, [program, folder, "start"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(first, "exit");
  // Of the second step, fast and big have ended and are saved, and slow computes; before it, the input and plan.
  await expect.poll(() => read().includes("slow") && savedTasks() >= 4, { timeout: 100_000 }).toBe(true);
  first.kill("SIGKILL");
  await ended;
  const before = read().trim().split(" ").sort();
  expect(before).toEqual(["big", "fast", "plan", "slow"]);

  const { stdout } = await promisify(execFile)(process.execPath, [program, folder, "resume"]);
  const after = read().trim().split(" ");
  expect(after.slice(4)).toEqual(["slow", "join"]);
  expect(stdout.trim().split(" ").sort()).toEqual(["1180591620717411303424", "fast", "join", "plan", "slow"]);
}, 300_000);
