import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock } from "../../../kit/common/held-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-held-"));
});
const started: ChildProcess[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) await end(child);
  rmSync(folder, { recursive: true, force: true });
});

/** A process that holds the lock until it is ended. */
async function holder(file: string): Promise<ChildProcess> {
  const module = pathToFileURL(join(import.meta.dirname, "../../../kit/common/held-lock.ts")).href;
  const program = `
    import { writeSync } from "node:fs";
    const { tryLock } = await import(${JSON.stringify(module)});
    globalThis.held = tryLock(${JSON.stringify(file)});
    writeSync(1, "held");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
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

test("a lock is not taken from its holder after a wait, and is free at once when its holder is killed", async () => {
  const file = join(folder, "lock.db");
  const child = await holder(file);
  expect(tryLock(file, { waitMs: 50 })).toBeUndefined();
  await end(child);
  const lock = tryLock(file);
  expect(lock).toBeDefined();
  lock?.release();
});

test("a lock has one holder, also within a process, and is free when it is given back", () => {
  const file = join(folder, "lock.db");
  const first = tryLock(file);
  expect(first).toBeDefined();
  expect(tryLock(file)).toBeUndefined();
  first?.release();
  const second = tryLock(file);
  // A second release does not take it from the next holder.
  first?.release();
  expect(tryLock(file)).toBeUndefined();
  second?.release();
});

test("a file that is no lock is an error, and not a held lock", () => {
  const file = join(folder, "lock.db");
  writeFileSync(file, "this is no database, and longer than its header");
  expect(() => tryLock(file)).toThrow("file is not a database");
});
