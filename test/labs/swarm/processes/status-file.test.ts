import { mkdtempSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StatusFile } from "../../../../labs/swarm/processes/status-file.ts";

const before = process.env.TMPDIR;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "board-test-"));
  process.env.TMPDIR = folder;
});

afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

it("shows the job that began last, and nothing before the first", () => {
  const board = new StatusFile();
  const other = new StatusFile(board.fd);
  expect(other.latest()).toBeUndefined();
  board.begin(7, 1.25);
  expect(other.latest()).toEqual({ job: 7, since: 1.25 });
  board.begin(0, 2.5);
  expect(other.latest()).toEqual({ job: 0, since: 2.5 });
  board.close();
});

it("shows what memory a process ended for, whatever job came before", () => {
  const board = new StatusFile();
  const other = new StatusFile(board.fd);
  board.begin(7, 1.25);
  expect(other.memoryExceeded()).toBeUndefined();
  board.recordMemoryExceeded(123_456);
  expect(other.memoryExceeded()).toBe(123_456);
  expect(other.latest()).toEqual({ job: 7, since: 1.25 });
  board.close();
});

it("leaves no file behind, not even while it is open", () => {
  const board = new StatusFile();
  board.begin(1, 1);
  expect(readdirSync(folder)).toEqual([]);
  board.close();
});

it("what is half written is not taken for a job", () => {
  const board = new StatusFile();
  board.begin(3, 1);
  const half = Buffer.alloc(8);
  half.writeDoubleLE(4);
  writeSync(board.fd, half, 0, 8, 0);
  expect(board.latest()).toBeUndefined();
  board.close();
});
