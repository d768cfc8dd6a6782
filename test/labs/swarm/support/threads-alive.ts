import type { Worker } from "node:worker_threads";

const alive = new Set<Worker>();

process.on("worker", (worker: Worker) => {
  alive.add(worker);
  worker.once("exit", () => alive.delete(worker));
});

/** How many threads there are that the program has started since this file was loaded. */
export function threadsAlive(): number {
  return alive.size;
}
