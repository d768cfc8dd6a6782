import { Worker } from "node:worker_threads";
import type { PoolRunnerInitializer, PoolWorker } from "vitest/node";
import { siblingModule } from "../answer/sibling-module.ts";
import type { CheckThreadData } from "./check-thread.ts";

/** A vitest pool of one thread that outlives the runs. */
export class CheckPool {
  readonly #thread: Worker;
  #lost: Error | undefined;
  /** Settles when vitest has let go of the thread. */
  #free: Promise<void> = Promise.resolve();

  constructor(data: CheckThreadData) {
    this.#thread = new Worker(siblingModule(import.meta.url, "check-thread"), {
      workerData: data,
      // Nothing but the checks' own words may reach the terminal.
      stdout: true,
      stderr: true,
    });
    this.#thread.stdout.resume();
    this.#thread.stderr.resume();
    this.#thread.once("error", (error) => {
      this.#lost = error instanceof Error ? error : new Error(String(error));
    });
    this.#thread.once("exit", () => {
      this.#lost ??= new Error("The thread that runs the checks has ended.");
    });
  }

  /** Why the thread is gone, if it is. */
  get lost(): Error | undefined {
    return this.#lost;
  }

  /** What vitest is configured with. */
  runner(): PoolRunnerInitializer {
    return { name: "swarmlab", createPoolWorker: () => this.#worker() };
  }

  /** Stops the answer that is being checked. */
  stop(): void {
    if (!this.#lost) this.#thread.postMessage({ swarmlabStop: true });
  }

  /** Ends the processes of answers for good: no check after this one begins. */
  async endAnswers(): Promise<void> {
    if (this.#lost) return;
    const ended = new Promise<void>((resolve) => {
      this.#thread.on("message", (message) => message?.swarmlabClosed && resolve());
      this.#thread.once("exit", () => resolve());
    });
    this.#thread.postMessage({ swarmlabClose: true });
    await ended;
  }

  /** Ends the thread. */
  async end(): Promise<void> {
    await this.#thread.terminate();
  }

  #worker(): PoolWorker {
    const thread = this.#thread;
    const listeners: [event: string, listener: (...args: unknown[]) => void][] = [];
    const turn = Promise.withResolvers<void>();
    return {
      name: "swarmlab",
      on: (event, listener) => {
        listeners.push([event, listener]);
        thread.on(event, listener);
      },
      off: (event, listener) => thread.off(event, listener),
      send: (message) => thread.postMessage(message),
      deserialize: (data) => data,
      // Vitest lets one file begin while it still says goodbye to the one before, each to a thread of its own. There is one thread here: both
      // would hear all it says, and each check would report twice.
      start: async () => {
        const before = this.#free;
        this.#free = turn.promise;
        await before;
        if (this.#lost) throw this.#lost;
      },
      // Vitest is done with the thread, not we: only what it listens to goes, which else would pile up run by run.
      stop: async () => {
        for (const [event, listener] of listeners) thread.off(event, listener);
        turn.resolve();
      },
    };
  }
}
