import { availableParallelism } from "node:os";
import type { FloatLoop } from "../../common/float-loops.ts";
import { count, formatSeconds } from "../../common/format-numbers.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { StartGate, share } from "../../sharing/index.ts";
import { runThreads } from "./run-threads.ts";
import { wholeNumber } from "./whole-number.ts";

export interface LoopsOptions {
  /** The number of threads, from 1 to 64. @default the number of cores */
  readonly threads?: number;
  /** The steps of each loop, in millions. @minimum 1 @default 100 */
  readonly millions?: number;
}

/** One loop, alone and on all threads at once. Times are seconds of processor time of one thread. */
export interface LoopRow {
  /** "four sums" keeps a core's adders busy; "one chain" waits for each addition before the next one begins. */
  readonly loop: "four sums" | "one chain";
  readonly alone: number;
  /** The mean of all threads. */
  readonly together: number;
  /** How many times the work of one core alone all threads get done in the same time. */
  readonly speedup: number;
}

export interface LoopsReport {
  readonly threads: number;
  readonly rows: readonly LoopRow[];
  /** A line for each loop. */
  toString(): string;
}

/** The data of each thread. */
export interface LoopTask {
  readonly kind: FloatLoop;
  readonly steps: number;
  readonly gate: StartGate;
}

const LOOPS = [
  ["four sums", "sums"],
  ["one chain", "chain"],
] as const;

/**
 * Runs two loops of additions, first in one thread and then in as many as there are cores. Where cores share execution
 * units, as hyper-threads do, the chain gets as many times as much done as there are cores, and the sums do not.
 *
 * @throws SharingError `INVALID_ARGUMENT`
 * @example
 * console.log(String(await loopsOnAllCores()));
 */
export async function loopsOnAllCores(options: LoopsOptions = {}): Promise<LoopsReport> {
  const threads = wholeNumber("threads", options.threads ?? Math.min(availableParallelism(), 64), 1, 64);
  const steps = 1_000_000 * wholeNumber("millions", options.millions ?? 100, 1, 10_000);
  const rows: LoopRow[] = [];
  for (const [loop, kind] of LOOPS) {
    const alone = await secondsOf({ kind, steps }, 1);
    const together = await secondsOf({ kind, steps }, threads);
    rows.push({ loop, alone, together, speedup: (threads * alone) / together });
  }
  return { threads, rows, toString: () => rows.map((row) => sentence(row, threads)).join("\n") };
}

async function secondsOf(task: Omit<LoopTask, "gate">, threads: number): Promise<number> {
  const order: LoopTask = { ...task, gate: new StartGate(threads) };
  const entry = siblingModule(import.meta.url, "loop-worker");
  const times = await runThreads<number>(entry, threads, share(order));
  return times.reduce((sum, seconds) => sum + seconds, 0) / threads;
}

function sentence({ loop, alone, together, speedup }: LoopRow, threads: number): string {
  return `${loop}: ${formatSeconds(alone)} alone, ${formatSeconds(together)} on ${count(threads, "thread")} at once: ${speedup.toFixed(2)} times the work`;
}
