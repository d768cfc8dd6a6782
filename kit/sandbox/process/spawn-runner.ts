import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { channelDescriptors } from "./protocol.ts";
import { type RunnerCommandOptions, runnerCommand, unsandboxed } from "./runner-command.ts";
import type { SandboxedCommand, SandboxLauncher } from "./sandboxed-command.ts";

/** A started runner and the two ends of its channel. */
export interface SpawnedRunner {
  readonly child: ChildProcess;
  readonly command: SandboxedCommand;
  /** Whether the answer may start processes of its own. */
  readonly processes: boolean;
  /** What the runner sends. */
  readonly input: Readable;
  /** What the runner reads. */
  readonly output: Writable;
}

/** Starts the program that loads answers, in a sandbox where there is a launcher. */
export function spawnRunner(
  options: RunnerCommandOptions,
  launcher: SandboxLauncher | undefined,
): SpawnedRunner {
  const runner = runnerCommand(options);
  const command = launcher?.wrap(runner) ?? unsandboxed(runner);
  const { file, args, env, cwd, files, channel } = command;
  const isDescriptor = channel === "descriptor";
  const child = spawn(file, [...args], {
    cwd,
    env,
    stdio: isDescriptor
      ? ["ignore", "pipe", "pipe", "pipe", "pipe", ...files]
      : ["pipe", "pipe", "pipe", "ignore", "ignore", ...files],
    // Its own process group, so that it can be killed together with what it starts.
    detached: true,
  });
  for (const file of files) if (file !== "pipe") closeSync(file);
  return {
    child,
    command,
    processes: runner.processes,
    // The descriptors are pipes; `stdio` above makes them so. What the runner writes is read here, and the other way round.
    input: (isDescriptor ? child.stdio[channelDescriptors.output] : child.stdout) as Readable,
    output: (isDescriptor ? child.stdio[channelDescriptors.input] : child.stdin) as Writable,
  };
}
