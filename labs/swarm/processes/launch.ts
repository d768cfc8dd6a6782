import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

export interface LaunchOptions {
  /** The module that the process runs. */
  readonly entry: URL;
  readonly v8Flags: readonly string[];
  readonly args: readonly string[];
  /** The descriptor of an open file, which the process gets as descriptor 5. */
  readonly file: number;
}

/** A process that has been started, and the pipes to it. */
export interface Launched {
  readonly child: ChildProcess;
  /** What the process sends. */
  readonly work: Socket;
  readonly control: Socket;
  /** What the process receives. */
  readonly orders: Socket;
}

/**
 * Starts Node with pipes for work (descriptor 3), control (4) and orders (6), which the system closes when this process
 * ends. The process leads a process group, so that it can be killed together with all that it has started.
 *
 * Throws when the system has no processes or descriptors left.
 */
export function launch({ entry, v8Flags, args, file }: LaunchOptions): Launched {
  const child = spawn(process.execPath, [...v8Flags, fileURLToPath(entry), ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", file, "pipe"],
    detached: true,
    windowsHide: true,
  });
  // Pipes are sockets, though the type of `stdio` has five streams only. Node makes none where no descriptors are left.
  const [, , , work, control, , orders] = (child.stdio ?? []) as readonly unknown[] as readonly Socket[];
  if (work === undefined || control === undefined || orders === undefined) {
    child.on("error", () => {});
    throw new Error("there are too many open files");
  }
  return { child, work, control, orders };
}

/** Kills a process and all that it has started, except what has moved to another process group. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // No process of the group is left.
  }
}
