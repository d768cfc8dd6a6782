/** The entry of a thread of `compareCollectors`: waits for the others, then adds its results without a pause. */
import { parentPort, workerData } from "node:worker_threads";
import { type Collector, revive, type StartGate } from "../../sharing/index.ts";

export interface CollectorOrder {
  readonly collector: Collector<{ agentId: number }>;
  readonly gate: StartGate;
  /** Id of its first result; the others follow. */
  readonly first: number;
  readonly results: number;
}

/** In seconds on the clock that all threads share. */
export interface CollectorTimes {
  readonly started: number;
  readonly ended: number;
}

const { collector, gate, first, results } = revive(workerData) as CollectorOrder;
const now = () => Number(process.hrtime.bigint()) / 1e9;

// At the first gate they wait for the slowest to start, asleep. At the second all are awake, and start together.
gate.wait();
gate.wait();
const started = now();
for (let i = 0; i < results; i++) collector.add({ agentId: first + i });
parentPort?.postMessage({ started, ended: now() } satisfies CollectorTimes);
