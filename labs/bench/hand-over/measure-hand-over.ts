import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { median } from "../../common/median.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { wholeNumberProblem } from "../../common/whole-number.ts";
import { SharingError } from "../../sharing/index.ts";

/**
 * How data reaches another agent:
 *
 * - `share`: a `SharedArrayBuffer` is sent to a thread. All threads see the same bytes; nothing is copied.
 * - `transfer`: an `ArrayBuffer` is moved to a thread. Nothing is copied, but the sender loses it: only one agent gets it.
 * - `clone`: an `ArrayBuffer` is copied to a thread.
 * - `process`: the bytes are copied through a pipe to another process, which shares no memory.
 */
export type HandOverWay = "share" | "transfer" | "clone" | "process";

export interface HandOverOptions {
  /**
   * The size of the data, in bytes.
   * @minimum 1
   * @default 33_554_432
   */
  readonly bytes?: number;
  /**
   * The number of agents that receive the data.
   * @minimum 1
   * @default 2
   */
  readonly receivers?: number;
  /**
   * How often each way is measured; the median counts.
   * @minimum 1
   * @default 3
   */
  readonly rounds?: number;
  /** The ways to measure. @default all four */
  readonly ways?: readonly HandOverWay[];
}

export interface HandOverCost {
  readonly way: HandOverWay;
  readonly receivers: number;
  readonly bytes: number;
  /** Seconds until the last receiver has read the data: the median of all rounds. */
  readonly seconds: number;
}

/** A thread or process that answers each message as soon as it has read the bytes in it. */
interface Receiver {
  /** Sends the bytes; they are moved when `transfer` lists their buffer, else copied or shared. */
  send(value: Uint8Array, transfer: readonly ArrayBuffer[]): void;
  /** Resolves with the next answer. */
  answer(): Promise<unknown>;
  stop(): Promise<unknown>;
}

/**
 * Measures how long handing data to agents takes, each way in turn, with real threads and processes.
 * The receivers are started and warmed up, and the data is made, before the clock starts.
 *
 * @throws SharingError `INVALID_ARGUMENT`
 */
export async function measureHandOver(options: HandOverOptions = {}): Promise<readonly HandOverCost[]> {
  const bytes = wholeNumber("bytes", options.bytes ?? 1 << 25, 1 << 30);
  const count = wholeNumber("receivers", options.receivers ?? 2, 64);
  const rounds = wholeNumber("rounds", options.rounds ?? 3, 1000);
  const costs: HandOverCost[] = [];
  for (const way of options.ways ?? (["share", "transfer", "clone", "process"] as const)) {
    const receivers = Array.from({ length: count }, way === "process" ? startProcess : startThread);
    try {
      await handToAll(receivers, way, new Uint8Array(8));
      const times: number[] = [];
      for (let round = 0; round < rounds; round++)
        times.push(await handToAll(receivers, way, filled(way, bytes)));
      costs.push(Object.freeze({ way, receivers: count, bytes, seconds: median(times) }));
    } finally {
      await Promise.all(receivers.map((receiver) => receiver.stop()));
    }
  }
  return Object.freeze(costs);
}

/** Sends the data to all receivers. Returns the seconds from the first message to the last answer. */
async function handToAll(
  receivers: readonly Receiver[],
  way: HandOverWay,
  data: Uint8Array,
): Promise<number> {
  // A moved buffer is lost to the sender, so each receiver needs a copy of its own, made before the clock starts.
  const values = receivers.map((_, i) => (way === "transfer" && i > 0 ? data.slice() : data));
  const began = performance.now();
  receivers.forEach((receiver, i) => {
    const value = values[i] as Uint8Array;
    // `filled` and `slice` make a plain ArrayBuffer for this way.
    receiver.send(value, way === "transfer" ? [value.buffer as ArrayBuffer] : []);
  });
  await Promise.all(receivers.map((receiver) => receiver.answer()));
  return (performance.now() - began) / 1000;
}

function filled(way: HandOverWay, bytes: number): Uint8Array {
  return new Uint8Array(way === "share" ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)).fill(1);
}

function startThread(): Receiver {
  const thread = new Worker(siblingModule(import.meta.url, "receiver"));
  return {
    send: (value, transfer) => thread.postMessage(value, [...transfer]),
    answer: () => once(thread, "message"),
    stop: () => thread.terminate(),
  };
}

function startProcess(): Receiver {
  // "advanced" serializes by structured clone; the default would send the bytes as JSON numbers.
  const child: ChildProcess = fork(siblingModule(import.meta.url, "receiver"), { serialization: "advanced" });
  return {
    send: (value) => child.send(value),
    answer: () => once(child, "message"),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function wholeNumber(option: string, value: number, most: number): number {
  const problem = wholeNumberProblem(option, value, 1, most);
  if (problem === undefined) return value;
  throw new SharingError("INVALID_ARGUMENT", problem);
}
