import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

export interface LaunchOptions {
  /** The module that the process runs. */
  readonly entry: URL;
  readonly v8Flags: readonly string[];
  readonly args: readonly string[];
  /** An open file that the process gets as a further descriptor. */
  readonly file?: number;
}

/** A process that has been started, and the pipes to it. */
export interface Launched {
  readonly child: ChildProcess;
  readonly work: Socket;
  readonly control: Socket;
}

/**
 * Starts Node with pipes for work (descriptor 3) and control (4), which close by themselves when this process ends in
 * whatever way. It leads a process group of its own, so that it can be killed together with all it has started.
 */
export function launch({ entry, v8Flags, args, file }: LaunchOptions): Launched {
  const child = spawn(process.execPath, [...v8Flags, fileURLToPath(entry), ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", ...(file === undefined ? [] : [file])],
    detached: true,
    windowsHide: true,
  });
  // Node makes no pipes where there are no descriptors left.
  const [, , , work, control] = (child.stdio ?? []) as readonly unknown[] as readonly Socket[];
  if (work === undefined || control === undefined) {
    child.on("error", () => {});
    throw new Error("there are too many open files");
  }
  return { child, work, control };
}

/** Kills a process and all it has started, unless they moved to a group of their own. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}
