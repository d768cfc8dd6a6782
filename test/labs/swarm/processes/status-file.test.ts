import { mkdtempSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StatusFile } from "../../../../labs/swarm/processes/status-file.ts";

const before = process.env.TMPDIR;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "status-file-test-"));
  process.env.TMPDIR = folder;
});

afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

it("a status file shows the job that began last, and nothing before the first", () => {
  const status = new StatusFile();
  const other = new StatusFile(status.fd);
  expect(other.latest()).toBeUndefined();
  status.begin(7, 1.25);
  expect(other.latest()).toEqual({ job: 7, since: 1.25 });
  status.begin(0, 2.5);
  expect(other.latest()).toEqual({ job: 0, since: 2.5 });
  status.close();
});

it("a status file shows the exceeded memory beside the last job", () => {
  const status = new StatusFile();
  const other = new StatusFile(status.fd);
  status.begin(7, 1.25);
  expect(other.memoryExceeded()).toBeUndefined();
  status.recordMemoryExceeded(123_456);
  expect(other.memoryExceeded()).toBe(123_456);
  expect(other.latest()).toEqual({ job: 7, since: 1.25 });
  status.close();
});

it("a status file leaves no name in its folder, not even while it is open", () => {
  const status = new StatusFile();
  status.begin(1, 1);
  expect(readdirSync(folder)).toEqual([]);
  status.close();
});

it("a half-written status names no job", () => {
  const status = new StatusFile();
  status.begin(3, 1);
  const half = Buffer.alloc(8);
  half.writeDoubleLE(4);
  writeSync(status.fd, half, 0, 8, 0);
  expect(status.latest()).toBeUndefined();
  status.close();
});
