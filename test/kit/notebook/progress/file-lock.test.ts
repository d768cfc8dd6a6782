import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "../../../../kit/notebook/progress/file-lock.ts";

let folder: string;
let lock: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-lock-"));
  lock = join(folder, "made/on/the/way.lock");
});
afterEach(async () => {
  for (const child of started.splice(0)) await end(child);
  rmSync(folder, { recursive: true, force: true });
});

/** A process that holds the lock until it is ended. */
async function holder(): Promise<ChildProcess> {
  const module = pathToFileURL(
    join(import.meta.dirname, "../../../../kit/notebook/progress/file-lock.ts"),
  ).href;
  const program = `
    import { writeSync } from "node:fs";
    const { withLock } = await import(${JSON.stringify(module)});
    withLock(${JSON.stringify(lock)}, () => {
      writeSync(1, "held");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

test("a held lock is not taken from its holder, however old it is", async () => {
  await holder();
  let entered = false;
  const attempt = () =>
    withLock(
      lock,
      () => {
        entered = true;
      },
      { limit: 50 },
    );
  expect(attempt).toThrow("database is locked");
  expect(entered).toBe(false);
});

test("the lock of a killed process is free at once", async () => {
  await end(await holder());
  expect(withLock(lock, () => "done", { limit: 0 })).toBe("done");
});

test("work that throws gives the lock back", () => {
  const broken = () => {
    throw new Error("no");
  };
  expect(() => withLock(lock, broken)).toThrow("no");
  expect(withLock(lock, () => "done", { limit: 0 })).toBe("done");
});
