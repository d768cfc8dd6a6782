/** The entry of a thread of `compareCollectors`: it waits for the other threads, then adds its results without a pause. */
import { parentPort, workerData } from "node:worker_threads";
import { type Collector, revive, type StartGate } from "../../sharing/index.ts";

export interface CollectorOrder {
  readonly collector: Collector<{ agentId: number }>;
  readonly gate: StartGate;
  /** The id of the thread's first result; the ids of its other results follow. */
  readonly first: number;
  readonly results: number;
}

/** The times of one thread, in seconds on the clock that all threads share. */
export interface CollectorTimes {
  readonly started: number;
  readonly ended: number;
}

const { collector, gate, first, results } = revive(workerData) as CollectorOrder;
const now = () => Number(process.hrtime.bigint()) / 1e9;

// At the first gate the threads sleep until the slowest has started. At the second all are awake, so they start together.
gate.wait();
gate.wait();
const started = now();
for (let i = 0; i < results; i++) collector.add({ agentId: first + i });
parentPort?.postMessage({ started, ended: now() } satisfies CollectorTimes);
