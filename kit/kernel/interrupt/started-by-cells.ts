import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import { kernelTimeout } from "./kernel-timers.ts";

/** How long a child process may take to end after SIGTERM, in ms. */
const GRACE_MS = 500;

/** Tracks the threads and processes that cells have started, so that an interrupt stops them too. */
export class StartedByCells {
  readonly #workers = new Set<Worker>();
  readonly #processes = new Set<ChildProcess>();
  readonly #kept = new WeakSet<object>();

  /** Begins to watch. */
  watch(): void {
    process.on("worker", (worker: Worker) => {
      this.#workers.add(worker);
      worker.once("exit", () => this.#workers.delete(worker));
    });
    subscribe("child_process", (message) => {
      const child = (message as { process: ChildProcess }).process;
      this.#processes.add(child);
      child.once("exit", () => this.#processes.delete(child));
    });
  }

  /** Exempts a worker or child process from interrupts. */
  keep(started: object): void {
    this.#kept.add(started);
  }

  /** Ends all threads and child processes that are not exempt. */
  stop(): void {
    for (const worker of this.#workers) {
      if (this.#kept.has(worker)) continue;
      // Once for each: a stubborn cell is interrupted again and again, and each call would leave a listener on a thread that is slow to end.
      this.#workers.delete(worker);
      void worker.terminate();
    }
    for (const child of this.#processes) {
      if (this.#kept.has(child)) continue;
      this.#processes.delete(child);
      endProcess(child);
    }
  }
}

function endProcess(child: ChildProcess): void {
  child.kill("SIGTERM");
  const timer = kernelTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  child.once("exit", () => clearTimeout(timer));
}
