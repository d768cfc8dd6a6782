import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GradingRecords } from "../../../kit/grading/schedule/grading-records.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swarmlab-records-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (regrade = false) => new GradingRecords(join(folder, "journal.jsonl"), regrade);

test("a notebook that could not be graded is not tried again by the next run, but by one that grades everything again", () => {
  const first = open();
  first.addFailure("01 hash version", "It took too long.");
  first.finish();
  first.close();
  const next = open();
  expect(next.failure("01 hash version")).toBe("It took too long.");
  expect(next.isComplete("01 hash version")).toBe(true);
  expect(next.get("01 hash version")).toBeUndefined();
  expect(next.failure("01 other version")).toBeUndefined();
  next.close();
  const again = open(true);
  expect(again.failure("01 hash version")).toBeUndefined();
  expect(again.isComplete("01 hash version")).toBe(false);
  again.close();
});
