import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";

/** A file in which `Stoppable` agents note that they have begun, so that a test goes on at that moment, on every executor. */
export interface BegunFile {
  readonly path: string;
  /** Waits until so many agents have begun. */
  reaches(count: number): Promise<void>;
}

/** Makes a file that is removed with the test. */
export function begunFile(): BegunFile {
  const folder = mkdtempSync(join(tmpdir(), "begun-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "begun");
  writeFileSync(path, "");
  return {
    path,
    reaches: (count) => expect.poll(() => readFileSync(path, "utf8").length).toBeGreaterThanOrEqual(count),
  };
}
