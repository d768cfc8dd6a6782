import { subscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";

/** How a thread of an answer ended. */
export interface EndedThread {
  readonly exitCode: number;
  /** Whether it was ended from outside, by `terminate()`. Otherwise its work was over, or it called `process.exit()`. */
  readonly terminated: boolean;
}

/** What an answer has started since it was loaded. Node counts it in the answer's process, where a hostile answer can reach it. */
export interface StartedWork {
  readonly threads: number;
  readonly processes: number;
  /** The threads that have ended, in the order of their ends. */
  readonly ended: readonly EndedThread[];
}

/** Counts the threads and processes that the loaded answer starts. */
export class StartedWorkCounter {
  #threads = 0;
  #processes = 0;
  #ended: EndedThread[] = [];
  /** Which answer is loaded: the first, the second … Threads of an earlier one are not counted. */
  #answer = 0;

  /** Begins to count. */
  start(): void {
    subscribe("worker_threads", (message) => this.#watch((message as { worker: Worker }).worker));
    subscribe("child_process", () => {
      this.#processes += 1;
    });
  }

  /** Forgets what an earlier answer started. */
  reset(): void {
    this.#answer += 1;
    this.#threads = 0;
    this.#processes = 0;
    this.#ended = [];
  }

  get counts(): StartedWork {
    return { threads: this.#threads, processes: this.#processes, ended: [...this.#ended] };
  }

  #watch(worker: Worker): void {
    const answer = this.#answer;
    this.#threads += 1;
    let terminated = false;
    const terminate = worker.terminate.bind(worker);
    worker.terminate = () => {
      terminated = true;
      return terminate();
    };
    worker.once("exit", (exitCode) => {
      if (answer === this.#answer) this.#ended.push({ exitCode, terminated });
    });
  }
}
