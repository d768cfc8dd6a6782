import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import type { AnswerProcessOptions } from "./answer-process.ts";
import { endProcessTree, processMark } from "./end-process-tree.ts";
import { channelDescriptor } from "./protocol.ts";
import { runnerArguments } from "./runner-options.ts";
import type { Enclosure, RunnerCommand } from "./wall.ts";

/** No wall: another process and nothing more. */
export function unwalled(runner: RunnerCommand): Enclosure {
  const mark = randomUUID();
  return {
    ...runner,
    env: { ...runner.env, [processMark]: mark },
    files: [],
    channel: "descriptor",
    watch: () => () => {},
    end: (pid) => endProcessTree(pid, mark),
  };
}

/** The program that loads an answer, and what it is told. */
export function runnerCommand({
  root,
  directory,
  processes = false,
  preload = true,
}: AnswerProcessOptions): RunnerCommand {
  const pass = ["PATH", "LANG", "LC_ALL", "TZ"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const nodeOptions = ["--max-old-space-size=1024", "--disable-warning=ExperimentalWarning"];
  const options = {
    processes,
    preload,
    isWalled: false,
    input: channelDescriptor,
    output: channelDescriptor,
  };
  return {
    file: process.execPath,
    args: [
      ...nodeOptions,
      fileURLToPath(siblingModule(import.meta.url, "runner")),
      ...runnerArguments(root, options),
    ],
    nodeOptions,
    processes,
    preload,
    // Nothing of the kit's or the learner's environment: only what programs need to run.
    env: { ...Object.fromEntries(pass), HOME: directory, TMPDIR: directory },
    cwd: directory,
  };
}
