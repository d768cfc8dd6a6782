import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { median } from "../../common/median.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { wholeNumberProblem } from "../../common/whole-number.ts";
import { SharingError } from "../../sharing/index.ts";

/**
 * How something large reaches another agent:
 *
 * - `share`: a `SharedArrayBuffer` to a thread. All see the same bytes; nothing is copied.
 * - `transfer`: an `ArrayBuffer` moved to a thread. Not copied, but the sender has it no longer: one agent can get it.
 * - `clone`: an `ArrayBuffer` copied to a thread.
 * - `process`: copied through a pipe to another process, which shares nothing.
 */
export type HandOverWay = "share" | "transfer" | "clone" | "process";

export interface HandOverOptions {
  /**
   * Size of what is handed over.
   * @default 33_554_432
   */
  readonly bytes?: number;
  /**
   * How many agents get it.
   * @default 2
   */
  readonly receivers?: number;
  /**
   * How often each way is measured; the median counts.
   * @default 3
   */
  readonly rounds?: number;
  /** @default all four */
  readonly ways?: readonly HandOverWay[];
}

export interface HandOverCost {
  readonly way: HandOverWay;
  readonly receivers: number;
  readonly bytes: number;
  /** Until the last of them had it and had looked at it, in seconds: the median of all rounds. */
  readonly seconds: number;
}

/** Somebody who answers each message as soon as it has looked at the bytes in it. */
interface Receiver {
  hand(value: Uint8Array, transfer: boolean): void;
  answered(): Promise<unknown>;
  stop(): Promise<unknown>;
}

/**
 * Measures what handing something large to agents costs, each way in turn, with real threads and processes.
 * The receivers are started and warmed up before the clock starts; the data is made before it, too.
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

/** Returns the seconds from the first hand-over to the last answer. */
async function handToAll(
  receivers: readonly Receiver[],
  way: HandOverWay,
  data: Uint8Array,
): Promise<number> {
  // What is moved is gone: each receiver needs one of its own, made before the clock starts.
  const values = receivers.map((_, i) => (way === "transfer" && i > 0 ? data.slice() : data));
  const began = performance.now();
  receivers.forEach((receiver, i) => {
    receiver.hand(values[i] as Uint8Array, way === "transfer");
  });
  await Promise.all(receivers.map((receiver) => receiver.answered()));
  return (performance.now() - began) / 1000;
}

function filled(way: HandOverWay, bytes: number): Uint8Array {
  return new Uint8Array(way === "share" ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)).fill(1);
}

function startThread(): Receiver {
  const thread = new Worker(siblingModule(import.meta.url, "receiver"));
  return {
    hand: (value, transfer) => thread.postMessage(value, transfer ? [value.buffer as ArrayBuffer] : []),
    answered: () => once(thread, "message"),
    stop: () => thread.terminate(),
  };
}

function startProcess(): Receiver {
  // "advanced" is structured clone; the default would send the bytes as JSON numbers.
  const child: ChildProcess = fork(siblingModule(import.meta.url, "receiver"), { serialization: "advanced" });
  return {
    hand: (value) => child.send(value),
    answered: () => once(child, "message"),
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
