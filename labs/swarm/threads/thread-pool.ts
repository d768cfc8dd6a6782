import { Piscina } from "piscina";
import { recover } from "../../sharing/index.ts";
import type { PoolOptions } from "../executor.ts";
import { Heartbeat } from "../worker/heartbeat.ts";
import type { RunProgram } from "../worker/run-program.ts";
import { SharedPool } from "../worker/shared-pool.ts";
import { SharedStatus } from "../worker/shared-status.ts";
import { workerModule } from "../worker/worker-module.ts";
import { BusyPoll } from "./busy-poll.ts";
import { WorkerHandle } from "./worker-handle.ts";

/** How many messages of work a thread may have at once. */
const DEPTH = 2;

/**
 * A pool of threads. Piscina starts them, keeps their number and replaces those that are lost. Its first task makes a
 * thread a worker, which has a port of its own; docs/decisions/0005 says with numbers why work does not pass through
 * piscina's queue.
 */
export function createThreadPool(options: PoolOptions): SharedPool<WorkerHandle> {
  const { concurrency, maxTasksPerWorker } = options;
  const status = new SharedStatus(concurrency);
  const heartbeat = new Heartbeat();
  const poll = new BusyPoll();
  const workers = new Set<number>();
  const freeRows = [...Array(concurrency).keys()];
  let piscina: Piscina | undefined;
  const pool: SharedPool<WorkerHandle> = new SharedPool(options, {
    depth: DEPTH,
    // Piscina starts a thread when another one has ended.
    replacesBeforeEnd: false,
    start(program) {
      piscina ??= startThreads(concurrency, workers);
      // A thread has a row until it is gone, and there are never more threads than rows.
      const row = freeRows.pop() as number;
      const handle = new WorkerHandle({
        threads: piscina,
        status,
        row,
        maxTasksPerWorker,
        program,
        heartbeat,
        poll,
        onUnhandled: (run, agentId, reason) => pool.onUnhandled(run, agentId, reason),
        onLost(threadId, programs) {
          // A thread that was never ready has run nothing, and has no id.
          if (threadId < 0) return;
          workers.delete(threadId);
          recover(options.shared, threadId);
          recoverLocks(threadId, programs);
        },
      });
      void handle.gone.then(() => freeRows.push(row));
      return handle;
    },
    close: async () => piscina?.destroy(),
  });
  return pool;
}

/** @param workers the ids of the threads that have run their first task, to which this function adds */
function startThreads(concurrency: number, workers: Set<number>): Piscina {
  const piscina = new Piscina({
    filename: workerModule("thread").href,
    minThreads: concurrency,
    maxThreads: concurrency,
    // With "sync" the thread would block between tasks, and the agents' timers and promises would not run.
    atomics: "disabled",
    recordTiming: false,
    // Every first task needs a thread that has run none yet.
    loadBalancer(_task, candidates) {
      const fresh = candidates.find(({ id }) => !workers.has(id)) ?? null;
      if (fresh !== null) workers.add(fresh.id);
      return fresh;
    },
  });
  // The handle of a thread that has ended learns why; without a listener, this event would be an unhandled error.
  piscina.on("error", () => {});
  return piscina;
}

/** Releases the locks of a lost thread on shared objects, so that no other thread waits for it. */
function recoverLocks(threadId: number, programs: Iterable<RunProgram>): void {
  for (const { options } of programs) {
    recover(options.settings.shared, threadId);
    for (const { input, rest } of options.agents) recover([input, rest], threadId);
  }
}
