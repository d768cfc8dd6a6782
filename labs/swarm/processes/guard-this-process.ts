import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { Board } from "../threads/board.ts";
import { FrameChannel, type FrameListener } from "./frame-channel.ts";
import { DESCRIPTORS, type ToWatchdogInside, type WatchdogOrders } from "./messages.ts";

const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** What the main thread of a guarded process works with. */
export interface ProcessGuard<Outgoing, Incoming> {
  /** To the parent. */
  readonly channel: FrameChannel<Outgoing, Incoming>;
  /** The thread that answers the parent while the main thread computes. */
  readonly watchdog: Worker;
  /** Shared with the watchdog, which writes the stop flag there. */
  readonly board: Board;
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
  const board = new Board(1);
  const workerData: WatchdogOrders = { board: board.buffer, memoryLimit: Number(process.argv[2]) };
  const watchdog = new Worker(new URL(`./watchdog${EXTENSION}`, import.meta.url), { workerData });
  const channel = new FrameChannel<Outgoing, Incoming>(new Socket({ fd: DESCRIPTORS.work }), listener);
  const startMemoryLimit = () => watchdog.postMessage({ kind: "guard" } satisfies ToWatchdogInside);
  return { channel, watchdog, board, startMemoryLimit };
}
