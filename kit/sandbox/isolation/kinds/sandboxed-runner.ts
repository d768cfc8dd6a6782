import { runnerArguments } from "../../process/runner-options.ts";
import type { Command, RunnerCommand } from "../../process/sandboxed-command.ts";
import type { Image } from "../image/build-image.ts";

/** A command, and the files that its process gets as descriptors 5, 6 and so on. */
export interface CommandWithFiles extends Command {
  readonly files: readonly (number | "pipe")[];
}

/** The folder that answers seem to stand in, inside a sandbox. */
export const sandboxRoot = "/lab";

/** The environment of an answer in a sandbox. Of this machine it holds only the language and the time zone. */
export function sandboxEnvironment({ env }: RunnerCommand): Record<string, string> {
  const kept = ["LANG", "LC_ALL", "TZ"].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), PATH: "/bin", HOME: "/tmp", TMPDIR: "/tmp" };
}

/** The command line of the runner, as paths are inside the sandbox. */
export function runnerInSandbox(
  image: Image,
  { nodeOptions, processes, preload, explores = false }: RunnerCommand,
): string[] {
  const options = { processes, preload, explores, isSandboxed: true };
  return ["/bin/node", ...nodeOptions, image.runner, ...runnerArguments(sandboxRoot, options)];
}
