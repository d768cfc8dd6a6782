import { join } from "node:path";
import { expect, test } from "vitest";
import {
  descendantsOf,
  identify,
  isAlive,
  processTable,
  signalEach,
} from "../../../kit/lab/setup/process-table.mjs";
import { start, until, untilExists } from "./support/programs.ts";
import { temporaryFolder } from "./support/project.ts";

test("finds a process's children and their children, and ends them all", async () => {
  const folder = temporaryFolder();
  const grandchildren = "sleep 60 & sleep 60 & touch ready; wait";
  const parent = start("/bin/sh", ["-c", `sh -c '${grandchildren}' & wait`], { cwd: folder });
  await untilExists(join(folder, "ready"));
  const found = descendantsOf(parent.pid);
  expect(found).toHaveLength(3);
  expect(found.every(isAlive)).toBe(true);
  signalEach(found, "SIGKILL");
  await until(() => !found.some(isAlive), "all have ended");
});

test("a process is the same only when it started at the same time", () => {
  const self = identify(process.pid);
  expect(isAlive(self)).toBe(true);
  expect(isAlive({ pid: process.pid, started: `${self?.started}0` })).toBe(false);
  expect(isAlive(undefined)).toBe(false);
});

test("lists this process with its parent", () => {
  expect(processTable()).toContainEqual(expect.objectContaining({ pid: process.pid, parent: process.ppid }));
});

test("a program that has ended is not alive", async () => {
  const child = start("/bin/sh", ["-c", "exit 0"], { cwd: temporaryFolder() });
  const id = identify(child.pid);
  await child.ended;
  expect(isAlive(id)).toBe(false);
});
