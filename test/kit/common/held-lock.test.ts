import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock } from "../../../kit/common/held-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-held-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
