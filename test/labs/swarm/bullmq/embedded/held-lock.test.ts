import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock } from "../../../../../labs/swarm/bullmq/embedded/held-lock.ts";
import { readState, writeState } from "../../../../../labs/swarm/bullmq/embedded/state-file.ts";

let folder: string;
let keeper: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-"));
});
afterEach(() => {
  keeper?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("the engine's lock has one holder, and what cannot be locked is an error in a sentence", () => {
  const file = join(folder, "starting.lock");
  const first = tryLock(file);
  expect(tryLock(file)).toBeUndefined();
  first?.release();
  tryLock(file)?.release();
  expect(() => tryLock(join(folder, "gone/starting.lock"))).toThrow("cannot use the file");
});

test("of two keepers of one folder the later one leaves the engine to the first, and says that it is there", async () => {
  const held = tryLock(join(folder, "keeper.lock"));
  const state = { pid: process.pid, port: 1, token: "t", url: "postgres://first" };
  writeState(folder, state);
  writeFileSync(join(folder, "data.partial"), "of the first");
  keeper = fork(new URL("../../../../../labs/swarm/bullmq/embedded/keeper.ts", import.meta.url), [folder], {
    execArgv: [],
  });
  const ended = once(keeper, "close");
  const [said] = await once(keeper, "message");
  expect([said, await ended]).toEqual([{ kind: "ready" }, [0, null]]);
  expect(readState(folder)).toEqual(state);
  expect(readdirSync(folder)).toContain("data.partial");
  held?.release();
});
