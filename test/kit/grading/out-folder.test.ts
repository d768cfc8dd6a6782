import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock } from "../../../kit/common/held-lock.ts";
import { OutFolder } from "../../../kit/grading/out-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-out-"));
  mkdirSync(join(root, ".grade/staging/zips"), { recursive: true });
  writeFileSync(join(root, ".grade/staging/zips/0.zip"), "left by a run");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const lock = (text: string) => writeFileSync(join(root, ".grade/lock"), text);
const isLeft = () => existsSync(join(root, ".grade/staging"));
const modules = pathToFileURL(join(import.meta.dirname, "../../../kit/grading/out-folder.ts")).href;

/** A process that has the folder open until it is ended. */
async function run(): Promise<ChildProcess> {
  const program = `
    import { writeSync } from "node:fs";
    const { OutFolder } = await import(${JSON.stringify(modules)});
    OutFolder.open(${JSON.stringify(root)});
    writeSync(1, "open");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child;
}

test("a folder that a run has open is refused to others, and nothing in it is touched", async () => {
  const first = OutFolder.open(root);
  mkdirSync(join(root, ".grade/staging"));
  const other = `is being written by another run (process ${process.pid}): wait for it`;
  expect(() => OutFolder.open(root)).toThrow(other);
  expect(isLeft()).toBe(true);
  first.close();
  OutFolder.open(root).close();
});

test("copies of zips of a run that was killed are removed by the next one, whatever has its number now", async () => {
  const child = await run();
  try {
    mkdirSync(join(root, ".grade/staging/zips"), { recursive: true });
    expect(() => OutFolder.open(root)).toThrow(`another run (process ${child.pid})`);
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  lock(`${process.pid}\n`);
  const out = OutFolder.open(root);
  expect(isLeft()).toBe(false);
  out.close();
});

test("a folder is not taken from a run that has not said yet which process it is", () => {
  const held = tryLock(join(root, ".grade/lock.db"));
  expect(() => OutFolder.open(root)).toThrow("is being written by another run: wait for it");
  held?.release();
  OutFolder.open(root).close();
});

test("a run that has ended leaves no draft, and a lock that cannot be made is a sentence", () => {
  writeFileSync(join(root, ".grade/draft-12-1"), "half");
  OutFolder.open(root).close();
  expect(readdirSync(join(root, ".grade"))).toEqual(["lock.db"]);
  writeFileSync(join(root, ".grade/lock.db"), "this is no database, and longer than its header");
  expect(() => OutFolder.open(root)).toThrow(`${root} cannot be written: file is not a database`);
});
