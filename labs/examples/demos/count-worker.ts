/** The entry of one counting thread of `countTogether`. */
import { parentPort, workerData } from "node:worker_threads";
import { revive } from "../../sharing/index.ts";
import type { CountOrder, CountTimes } from "./count-together.ts";

const { way, increments, plain, counter, mutex, gate } = revive(workerData) as CountOrder;

const countOnce = {
  // Read, add, write: three steps, and another thread may run between any two of them.
  broken: () => (plain[0] as number)++,
  atomic: () => counter.increment(),
  mutex: () => {
    mutex.lock();
    (plain[0] as number)++;
    mutex.unlock();
  },
}[way];
const now = () => Number(process.hrtime.bigint()) / 1e9;

// At the first gate the threads sleep until the slowest has started. At the second all are awake, so they start together.
gate.wait();
gate.wait();
const started = now();
for (let i = 0; i < increments; i++) countOnce();
parentPort?.postMessage({ started, ended: now() } satisfies CountTimes);
