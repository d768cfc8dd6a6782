/**
 * The watchdog: a thread in every process, which runs on while the agent on the main thread computes, spins or leaks.
 *
 * - It ends this process, with all that its agents started, when the control pipe ends. The pipe ends with the
 *   coordinator's process, even by SIGKILL, so no orphan is left.
 * - It sets the stop flag that an agent reads, in memory that both threads share.
 * - It measures the process's private memory, warns at 80 % of the limit and ends the process above it.
 * - It answers pings, also while an agent spins. A process that does not answer is frozen.
 */
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { SharedStatus } from "../worker/shared-status.ts";
import { FrameChannel } from "./frame-channel.ts";
import { killGroup } from "./launch.ts";
import {
  DESCRIPTORS,
  type FromWatchdog,
  type FromWatchdogInside,
  type ToWatchdog,
  type ToWatchdogInside,
  type WatchdogOptions,
} from "./messages.ts";
import { PrivateMemory } from "./private-memory.ts";
import { StatusFile } from "./status-file.ts";

/** How often memory is measured, in milliseconds. */
const MEASURE_INTERVAL_MS = 10;

/** How often it is measured while there is no work, in milliseconds: an agent that has ended may have left a timer. */
const REST_INTERVAL_MS = 1000;

/** How often in a row there must be no work before that. */
const LOOKS_BEFORE_REST = 20;

/** Above this share of the limit, the process is replaced once its agent has ended. */
const WARNING_SHARE = 0.8;

const options = workerData as WatchdogOptions;
const status = new SharedStatus(options.status);
const statusFile = new StatusFile(DESCRIPTORS.status);
const memory = new PrivateMemory();
const UNKNOWN = Number.POSITIVE_INFINITY;

/** Memory of the process before an agent runs, in bytes; unknown until all that it was sent is deserialized. */
let base = UNKNOWN;
/** While a ready process loads a large program: its base and its memory before. */
let before: { readonly base: number; readonly memory: number } | undefined;
let hasWarned = false;

const socket = new Socket({ fd: DESCRIPTORS.control });
const control = new FrameChannel<FromWatchdog, ToWatchdog>(socket, { onMessage: hear, onEnd: endProcess });

let timer = setTimeout(watch, MEASURE_INTERVAL_MS);
/** How often in a row there was no work. */
let idleLooks = 0;

/** Measures, and looks again soon. Without work it looks seldom, so that an idle process costs nothing. */
function watch(): void {
  clearTimeout(timer);
  measure();
  idleLooks = status.isWorking(0) ? 0 : idleLooks + 1;
  const mayRest = idleLooks > LOOKS_BEFORE_REST && base !== UNKNOWN;
  status.setResting(0, mayRest);
  // Read again: work that came meanwhile may have found that there was no rest.
  const isResting = mayRest && !status.isWorking(0);
  timer = setTimeout(watch, isResting ? REST_INTERVAL_MS : MEASURE_INTERVAL_MS);
}

function measure(): void {
  if (base === UNKNOWN) return;
  const now = memory.read();
  // Deserializing leaves garbage behind, which V8 frees a little later.
  base = Math.min(base, now);
  const used = now - base;
  if (used > options.memoryLimit) {
    statusFile.recordMemoryExceeded(used);
    endProcess();
  } else if (used > options.memoryLimit * WARNING_SHARE && !hasWarned) {
    hasWarned = true;
    control.send({ kind: "memory-warning", used });
  }
}

parentPort?.on("message", ({ kind }: ToWatchdogInside) => {
  if (kind === "wake") {
    watch();
    return;
  }
  const now = memory.read();
  // What an earlier agent has left behind still counts.
  base = before === undefined ? now : before.base + Math.max(0, now - before.memory);
  before = undefined;
  tell({ kind: "watching" });
});

function hear(message: ToWatchdog): void {
  switch (message.kind) {
    case "ping":
      control.send({ kind: "pong" });
      return;
    case "loading":
      before = { base, memory: memory.read() };
      base = UNKNOWN;
      return;
    case "drain":
      status.drain(message.run);
      return;
    case "stop":
      status.requestStop(0, message.job);
      // A loop reads the flag; the agent's AbortSignal needs a message.
      tell(message);
      return;
  }
}

function tell(message: FromWatchdogInside): void {
  parentPort?.postMessage(message);
}

function endProcess(): void {
  killGroup(process.pid);
  // Reached only where the process leads no group.
  process.kill(process.pid, "SIGKILL");
}
