import { spawn } from "node:child_process";
import { killProcess } from "../../common/kill-process.ts";
import { AnswerFault } from "../process/answer-fault.ts";
import { unsandboxed } from "../process/runner-command.ts";
import type { RunnerCommand, SandboxedCommand, SandboxLauncher } from "../process/sandboxed-command.ts";
import { bubblewrap } from "./kinds/bubblewrap.ts";
import { clientEnvironment, docker } from "./kinds/docker.ts";
import { sandboxRoot } from "./kinds/sandboxed-runner.ts";
import { unshare } from "./kinds/unshare.ts";
import { user, userRoot } from "./kinds/user.ts";
import type { Limits } from "./limits.ts";
import { startMemoryWatch, watchMemory } from "./memory/memory-watch.ts";
import type { DockerConfig, SandboxConfig, UserConfig } from "./sandbox-config.ts";

/**
 * The launcher that a config describes.
 * @param root - the course's folder, which answers see where there is no sandbox
 */
export function sandboxLauncher(config: SandboxConfig, root: string): SandboxLauncher {
  switch (config.kind) {
    case "bwrap":
      return {
        root: sandboxRoot,
        keepsOut: true,
        wrap: (runner) => namespaced(bubblewrap(config, runner), config.limits),
      };
    case "unshare":
      return {
        root: sandboxRoot,
        keepsOut: true,
        wrap: (runner) => namespaced(unshare(config, runner), config.limits),
      };
    case "docker":
      return { root: sandboxRoot, keepsOut: false, wrap: (runner) => contained(config, runner) };
    case "user":
      return {
        root: userRoot(config),
        keepsOut: false,
        sharesFolders: true,
        wrap: (runner) => asUser(config, runner),
      };
    case "none":
      return { root, keepsOut: false, wrap: (runner) => watched(runner, config.limits) };
  }
}

/** All processes in the namespaces end with the process that made them. Its group holds those that were still making them. */
function namespaced(
  command: Omit<SandboxedCommand, "channel" | "watch" | "end">,
  limits: Limits,
): SandboxedCommand {
  const end = (pid: number) => {
    killProcess(-pid);
    killProcess(pid);
  };
  return { ...command, channel: "descriptor", watch: memoryWatch(limits), end };
}

function contained(config: DockerConfig, runner: RunnerCommand): SandboxedCommand {
  const { container, ...command } = docker(config, runner);
  return {
    ...command,
    channel: "standard",
    // Docker limits the memory of the container.
    watch: () => () => {},
    end: (pid) => {
      const options = { stdio: "ignore", env: clientEnvironment(), detached: true } as const;
      const killer = spawn(config.program, ["kill", container], options);
      killProcess(pid);
      return new Promise((resolve) => killer.once("error", () => resolve()).once("exit", () => resolve()));
    },
  };
}

/** Without a namespace that ends as a whole, all processes of the user are killed. */
function asUser(config: UserConfig, runner: RunnerCommand): SandboxedCommand {
  const { end: endUser, ...command } = user(config, runner);
  const end = (pid: number) => {
    killProcess(-pid);
    killProcess(pid);
    return endUser();
  };
  return { ...command, files: [], channel: "descriptor", watch: memoryWatch(config.limits), end };
}

const watched = (runner: RunnerCommand, limits: Limits): SandboxedCommand => ({
  ...unsandboxed(runner),
  watch: memoryWatch(limits),
});

/** Its thread starts beside the process. */
function memoryWatch({ memoryBytes }: Limits): SandboxedCommand["watch"] {
  startMemoryWatch();
  return (pid, over) =>
    watchMemory(pid, memoryBytes, () => {
      const megabytes = Math.round(memoryBytes / 1048576);
      over(
        new AnswerFault(
          "OUT_OF_MEMORY",
          `Your answer used more than ${megabytes} MB of memory, so it was stopped.`,
        ),
      );
    });
}
