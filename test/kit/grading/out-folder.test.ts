import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processStart } from "../../../kit/common/process-tree.ts";
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

describe.skipIf(process.platform !== "linux")("copies of zips", () => {
  // The test's own parent runs as long as the test.
  const other = process.ppid;

  test("of a run that was killed are removed by the next one, also where its process id is used again", () => {
    lock(`${other} 1\n`);
    const out = OutFolder.open(root);
    expect(isLeft()).toBe(false);
    expect(readFileSync(join(root, ".grade/lock"), "utf8")).toBe(
      `${process.pid} ${processStart(process.pid)}\n`,
    );
    out.close();
  });

  test("of a run that still runs are not touched", () => {
    lock(`${other} ${processStart(other)}\n`);
    expect(() => OutFolder.open(root)).toThrow(`is being written by another run (process ${other})`);
    expect(isLeft()).toBe(true);
  });
});
