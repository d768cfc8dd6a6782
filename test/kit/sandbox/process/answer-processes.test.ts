import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AnswerProcesses } from "../../../../kit/sandbox/process/answer-processes.ts";
import { unsandboxed } from "../../../../kit/sandbox/process/runner-command.ts";
import type { SandboxLauncher } from "../../../../kit/sandbox/process/sandboxed-command.ts";

const root = join(import.meta.dirname, "../../../..");
const lock = { exercise: "04.3", names: ["Mutex"] };
const bench = { exercise: "12.5", names: ["compareSwarm"] };

let directory: string;
let processes: AnswerProcesses;
/** What each process was started without, in order. */
let started: string[];

const using = (keepsOut: boolean) => {
  const launcher: SandboxLauncher = {
    root,
    keepsOut,
    wrap(runner) {
      started.push(runner.forbidden.names.join());
      return unsandboxed(runner);
    },
  };
  processes = new AnswerProcesses({ root, directory, preload: false, launcher });
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-answers-"));
  started = [];
});
afterEach(async () => {
  await processes.close();
  rmSync(directory, { recursive: true, force: true });
});

test("an answer to an exercise that forbids names gets the process that was started ahead without them", async () => {
  using(true);
  processes.warm();
  processes.warm(lock);
  processes.warm(lock);
  expect(started).toEqual(["", "Mutex"]);
  const first = await processes.take({ forbidden: lock });
  expect([first.forbidden, started]).toEqual([lock, ["", "Mutex"]]);

  // The hidden checks' process starts beside the first one.
  processes.warm(lock);
  processes.putBack(first);
  processes.replaceUsed(lock);
  const second = await processes.take({ forbidden: lock });
  expect([second === first, started]).toEqual([false, ["", "Mutex", "Mutex"]]);
  processes.putBack(second);

  processes.replaceUsed();
  const plain = await processes.take();
  expect([plain.forbidden.names, started]).toEqual([[], ["", "Mutex", "Mutex"]]);
});

test("a spare process serves no exercise that forbids other names", async () => {
  using(true);
  processes.warm(lock);
  processes.warm(bench);
  expect(started).toEqual(["Mutex", "compareSwarm"]);
  processes.replaceUsed();
  const answer = await processes.take({ forbidden: bench });
  expect([answer.forbidden, started]).toEqual([bench, ["Mutex", "compareSwarm", "", "compareSwarm"]]);
});

test("where the sandbox keeps nothing out, one spare process serves every exercise", async () => {
  using(false);
  processes.warm(lock);
  processes.warm();
  processes.warm(bench);
  await processes.take({ forbidden: lock });
  expect(started).toEqual([""]);
});

test("an interrupt that comes while a process starts is not lost", async () => {
  using(false);
  const taken = processes.take().catch((error: unknown) => error);
  processes.stop();
  expect(await taken).toMatchObject({ code: "STOPPED" });
  processes.replaceUsed();
  processes.putBack(await processes.take());
});
