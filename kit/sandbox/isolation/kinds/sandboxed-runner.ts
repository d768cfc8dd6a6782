import { runnerArguments } from "../../process/runner-options.ts";
import type { Command, RunnerCommand } from "../../process/sandboxed-command.ts";
import type { Image } from "../image/build-image.ts";

/** A command that runs the runner behind a wall, and the open files that it needs. */
export interface CommandWithFiles extends Command {
  readonly files: readonly (number | "pipe")[];
}

/** The folder in which answers stand behind a wall. */
export const sandboxRoot = "/lab";

/** The environment of an answer behind a launcher: nothing of this machine but its language and its clock. */
export function sandboxEnvironment({ env }: RunnerCommand): Record<string, string> {
  const kept = ["LANG", "LC_ALL", "TZ"].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), PATH: "/bin", HOME: "/tmp", TMPDIR: "/tmp" };
}

/** Node with the runner, as it is called inside. */
export function runnerInSandbox(
  image: Image,
  { nodeOptions, processes, preload }: RunnerCommand,
  [input, output] = [3, 3],
): string[] {
  const options = { processes, preload, isSandboxed: true, input, output };
  return ["/bin/node", ...nodeOptions, image.runner, ...runnerArguments(sandboxRoot, options)];
}
