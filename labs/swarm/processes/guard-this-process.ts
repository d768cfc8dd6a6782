import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { siblingModule } from "../../common/sibling-module.ts";
import { SharedStatus } from "../worker/shared-status.ts";
import { FrameChannel, type FrameListener } from "./frame-channel.ts";
import { DESCRIPTORS, type ToWatchdogInside, type WatchdogOptions } from "./messages.ts";

/** What the main thread of a guarded process works with. */
export interface ProcessGuard<Outgoing, Incoming> {
  /** To the parent. */
  readonly channel: FrameChannel<Outgoing, Incoming>;
  /** The thread that answers the parent while the main thread computes. */
  readonly watchdog: Worker;
  /** Shared with the watchdog, which writes the stop flag there. */
  readonly status: SharedStatus;
  /** From now on, memory counts as used by what the process runs. The watchdog answers with `watching`. */
  startMemoryLimit(): void;
}

/**
 * Starts the watchdog of this process and opens the channel to its parent. It works in a process that a
 * {@link GuardedProcess} has started, and there once.
 */
export function guardThisProcess<Outgoing, Incoming>(
  listener: FrameListener<Incoming>,
): ProcessGuard<Outgoing, Incoming> {
  const status = new SharedStatus(1);
  const workerData: WatchdogOptions = { status: status.buffer, memoryLimit: Number(process.argv[2]) };
  const watchdog = new Worker(siblingModule(import.meta.url, "watchdog"), { workerData });
  const orders = new Socket({ fd: DESCRIPTORS.orders, readable: true, writable: false });
  const work = new Socket({ fd: DESCRIPTORS.work, readable: false, writable: true });
  const channel = new FrameChannel<Outgoing, Incoming>(orders, listener, work);
  const startMemoryLimit = () => watchdog.postMessage({ kind: "guard" } satisfies ToWatchdogInside);
  return { channel, watchdog, status, startMemoryLimit };
}
