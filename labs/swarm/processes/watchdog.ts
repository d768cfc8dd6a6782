/**
 * The watchdog: a thread in every process, which goes on while the agent on the main thread computes, spins or leaks.
 *
 * - The control pipe ends when the coordinator's process does, even by SIGKILL: then this process ends too, at once,
 *   together with all that its agents started. No orphan, also in the middle of an endless loop.
 * - It raises the stop flag that an agent looks at, in memory that both threads share.
 * - It measures the process's private memory, warns at 80 % of the limit and ends the process beyond it.
 * - It answers pings. A spinning agent does not keep it from answering: whoever does not answer is frozen.
 */
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { Board } from "../threads/board.ts";
import { BoardFile } from "./board-file.ts";
import { FrameChannel } from "./frame-channel.ts";
import { killGroup } from "./launch.ts";
import {
  DESCRIPTORS,
  type FromWatchdog,
  type FromWatchdogInside,
  type ToWatchdog,
  type ToWatchdogInside,
  type WatchdogOrders,
} from "./messages.ts";
import { PrivateMemory } from "./private-memory.ts";

/** How often memory is measured, in milliseconds. */
const LOOK = 10;

/** From this part of the limit on, the process is replaced once its agent has ended. */
const WARNING = 0.8;

const orders = workerData as WatchdogOrders;
const board = new Board(orders.board);
const file = new BoardFile(DESCRIPTORS.board);
const memory = new PrivateMemory();
const UNKNOWN = Number.POSITIVE_INFINITY;

/** What the process takes by itself, with all that it was sent; unknown until that has been deserialized. */
let itself = UNKNOWN;
let hasWarned = false;

const socket = new Socket({ fd: DESCRIPTORS.control });
const control = new FrameChannel<FromWatchdog, ToWatchdog>(socket, { onMessage: hear, onEnd: endProcess });

setInterval(() => {
  if (itself === UNKNOWN) return;
  const now = memory.read();
  // Unpacking leaves garbage behind, which V8 gives back a little later.
  itself = Math.min(itself, now);
  const used = now - itself;
  if (used > orders.memoryLimit) {
    file.overdraw(used);
    endProcess();
  } else if (used > orders.memoryLimit * WARNING && !hasWarned) {
    hasWarned = true;
    control.send({ kind: "memory-warning", used });
  }
}, LOOK);

parentPort?.on("message", (_: ToWatchdogInside) => {
  itself = memory.read();
  tell({ kind: "watching" });
});

function hear(message: ToWatchdog): void {
  switch (message.kind) {
    case "ping":
      control.send({ kind: "pong" });
      return;
    case "drain":
      board.drain();
      return;
    case "stop":
      board.askToStop(0, message.job);
      // A loop sees the flag; who waits hears of it.
      tell(message);
      return;
  }
}

function tell(message: FromWatchdogInside): void {
  parentPort?.postMessage(message);
}

function endProcess(): void {
  killGroup(process.pid);
  // Only where it leads no group.
  process.kill(process.pid, "SIGKILL");
}
