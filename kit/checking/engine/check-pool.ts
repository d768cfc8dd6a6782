import { Worker } from "node:worker_threads";
import type { PoolRunnerInitializer, PoolWorker } from "vitest/node";
import { siblingModule } from "../../common/sibling-module.ts";
import type { CheckThreadData } from "./check-thread.ts";

/** A vitest pool of one thread that outlives the runs. */
export class CheckPool {
  readonly #thread: Worker;
  #lost: Error | undefined;
  /** Whose file runs: the last one that vitest started. */
  #current: PoolWorker | undefined;

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

  /**
   * What vitest takes for a thread of its own. It lets one file begin while it still says goodbye to the one before, and here both have the same
   * thread: so each hears what it says only while its own file runs, and then the goodbye. Else each check would report twice now and then.
   */
  #worker(): PoolWorker {
    const thread = this.#thread;
    const listeners = new Map<
      (...args: unknown[]) => void,
      [event: string, heard: (...args: unknown[]) => void]
    >();
    const worker: PoolWorker = {
      name: "swarmlab",
      on: (event, listener) => {
        const heard = (...args: unknown[]) => {
          if (event !== "message" || this.#current === worker || isGoodbye(args[0])) listener(...args);
        };
        listeners.set(listener, [event, heard]);
        thread.on(event, heard);
      },
      off: (event, listener) => {
        const [, heard] = listeners.get(listener) ?? [];
        if (heard) thread.off(event, heard);
      },
      send: (message) => thread.postMessage(message),
      deserialize: (data) => data,
      start: async () => {
        if (this.#lost) throw this.#lost;
        this.#current = worker;
      },
      // Vitest is done with the thread, not we: only what it listens to goes, which else would pile up run by run.
      stop: async () => {
        for (const [event, heard] of listeners.values()) thread.off(event, heard);
      },
    };
    return worker;
  }
}

/** Whether the thread says that it has put away what a file left. */
function isGoodbye(message: unknown): boolean {
  return (message as { type?: unknown } | undefined)?.type === "stopped";
}
