import { subscribe } from "node:diagnostics_channel";
import { createRequire, syncBuiltinESMExports } from "node:module";
import type { Worker } from "node:worker_threads";

/** How a thread of an answer ended. */
export interface EndedThread {
  readonly exitCode: number;
  /** Whether it was ended from outside, by `terminate()`. Otherwise its work was over, or it called `process.exit()`. */
  readonly terminated: boolean;
}

/** What an answer has started since it was loaded. It is counted in the answer's process: an answer that writes to the channel itself can say another number. */
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

  /** Begins to count. A thread is counted by its constructor, so that an event which an answer publishes adds nothing. */
  start(): void {
    const threads = createRequire(import.meta.url)("node:worker_threads") as { Worker: typeof Worker };
    const watch = (worker: Worker) => this.#watch(worker);
    const Counted = class Worker extends threads.Worker {
      constructor(...given: ConstructorParameters<typeof threads.Worker>) {
        super(...given);
        watch(this);
      }
    };
    // Its base stays Node's own class.
    Object.freeze(Counted);
    threads.Worker = Counted;
    syncBuiltinESMExports();
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
