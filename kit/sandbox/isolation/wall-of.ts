import { spawn } from "node:child_process";
import { killProcess } from "../../common/kill-process.ts";
import { AnswerFault, type Enclosure, type RunnerCommand, unwalled, type Wall } from "../process/index.ts";
import { bubblewrap } from "./kinds/bubblewrap.ts";
import { clientEnvironment, docker } from "./kinds/docker.ts";
import { insideRoot } from "./kinds/inside.ts";
import { unshare } from "./kinds/unshare.ts";
import { user, userRoot } from "./kinds/user.ts";
import type { Limits } from "./limits.ts";
import { watchMemory } from "./memory/memory-watch.ts";
import type { DockerPlan, UserPlan, WallPlan } from "./plan.ts";

/**
 * The wall that a plan describes.
 * @param root - the course's folder, which answers see where there is no wall
 */
export function wallOf(plan: WallPlan, root: string): Wall {
  switch (plan.kind) {
    case "bwrap":
      return { root: insideRoot, enclose: (runner) => namespaced(bubblewrap(plan, runner), plan.limits) };
    case "unshare":
      return { root: insideRoot, enclose: (runner) => namespaced(unshare(plan, runner), plan.limits) };
    case "docker":
      return { root: insideRoot, enclose: (runner) => contained(plan, runner) };
    case "user":
      return { root: userRoot(plan), enclose: (runner) => asUser(plan, runner) };
    case "none":
      return { root, enclose: (runner) => watched(runner, plan.limits) };
  }
}

/** With the process that made the namespaces all that is in them ends; its group holds what was still making them. */
function namespaced(command: Omit<Enclosure, "channel" | "watch" | "end">, limits: Limits): Enclosure {
  const end = (pid: number) => {
    killProcess(-pid);
    killProcess(pid);
  };
  return { ...command, channel: "descriptor", watch: memoryWatch(limits), end };
}

function contained(plan: DockerPlan, runner: RunnerCommand): Enclosure {
  const { container, ...command } = docker(plan, runner);
  return {
    ...command,
    channel: "standard",
    // The container's own limit holds.
    watch: () => () => {},
    end: (pid) => {
      const options = { stdio: "ignore", env: clientEnvironment(), detached: true } as const;
      const killer = spawn(plan.program, ["kill", container], options);
      killProcess(pid);
      return new Promise((resolve) => killer.once("error", () => resolve()).once("exit", () => resolve()));
    },
  };
}

/** There is no namespace that ends as a whole: all that the user runs is killed. */
function asUser(plan: UserPlan, runner: RunnerCommand): Enclosure {
  const { end: endUser, ...command } = user(plan, runner);
  const end = (pid: number) => {
    killProcess(-pid);
    killProcess(pid);
    return endUser();
  };
  return { ...command, files: [], channel: "descriptor", watch: memoryWatch(plan.limits), end };
}

const watched = (runner: RunnerCommand, limits: Limits): Enclosure => ({
  ...unwalled(runner),
  watch: memoryWatch(limits),
});

const memoryWatch =
  ({ memoryBytes }: Limits): Enclosure["watch"] =>
  (pid, over) =>
    watchMemory(pid, memoryBytes, () => {
      const megabytes = Math.round(memoryBytes / 1048576);
      over(
        new AnswerFault(
          "OUT_OF_MEMORY",
          `Your answer used more than ${megabytes} MB of memory, so it was stopped.`,
        ),
      );
    });
