import { Worker } from "node:worker_threads";
import type { PoolRunnerInitializer, PoolWorker } from "vitest/node";
import { siblingModule } from "../../common/sibling-module.ts";
import { NOTHING_FORBIDDEN } from "../../sandbox/index.ts";
import type { CheckThreadData } from "./check-thread.ts";
import { watchForBlocking } from "./watch-for-blocking.ts";

/** A vitest pool of one thread that stays between runs. Its owner ends it. */
export class CheckPool {
  readonly #data: Omit<CheckThreadData, "signs">;
  readonly #signs = new Int32Array(new SharedArrayBuffer(8));
  #thread: Worker;
  #lost: Error | undefined;
  /** The pool worker that vitest started last: its file runs. */
  #current: PoolWorker | undefined;

  constructor(data: Omit<CheckThreadData, "signs">) {
    this.#data = data;
    this.#thread = this.#start();
  }

  #start(): Worker {
    const thread = new Worker(siblingModule(import.meta.url, "check-thread"), {
      workerData: { ...this.#data, signs: this.#signs.buffer } satisfies CheckThreadData,
      // What check files print is dropped.
      stdout: true,
      stderr: true,
    });
    thread.stdout.resume();
    thread.stderr.resume();
    thread.once("error", (error) => {
      if (this.#thread === thread) this.#lost = error instanceof Error ? error : new Error(String(error));
    });
    thread.once("exit", () => {
      if (this.#thread === thread) this.#lost ??= new Error("The thread that runs the checks has ended.");
    });
    return thread;
  }

  /**
   * Ends the thread when a check in it computes on and on, and starts another one.
   * @param onBlocked - called with the number of the check in the request, from 1
   * @returns ends the watch
   */
  watch(onBlocked: (check: number) => void): () => void {
    Atomics.store(this.#signs, 1, 0);
    return watchForBlocking(this.#thread, this.#signs, () => {
      onBlocked(Atomics.load(this.#signs, 1));
      const blocked = this.#thread;
      this.#thread = this.#start();
      void blocked.terminate();
    });
  }

  /** Why the thread ended, if it did. */
  get lost(): Error | undefined {
    return this.#lost;
  }

  /** The pool as vitest's configuration takes it. */
  runner(): PoolRunnerInitializer {
    return { name: "swarmlab", createPoolWorker: () => this.#worker() };
  }

  /**
   * Starts the process of the next answer ahead of time.
   * @param forbidden - what it starts without. @default nothing
   */
  warm(forbidden = NOTHING_FORBIDDEN): void {
    if (!this.#lost) this.#thread.postMessage({ swarmlabWarm: forbidden });
  }

  /** Stops the answer that is being checked. */
  stop(): void {
    if (!this.#lost) this.#thread.postMessage({ swarmlabStop: true });
  }

  /** Ends the processes of answers. No further check begins. */
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
   * A pool worker as vitest expects it. Vitest starts the next worker while it stops the one before, and here both have the same thread. Each
   * worker therefore gets the thread's messages while its own file runs, and afterwards the message "stopped" alone; otherwise a check would
   * sometimes report twice.
   */
  #worker(): PoolWorker {
    const thread = this.#thread;
    const listeners = new Map<
      (...args: unknown[]) => void,
      [event: string, listen: (...args: unknown[]) => void]
    >();
    const worker: PoolWorker = {
      name: "swarmlab",
      on: (event, listener) => {
        const listen = (...args: unknown[]) => {
          if (event !== "message" || this.#current === worker || isStopped(args[0])) listener(...args);
        };
        listeners.set(listener, [event, listen]);
        thread.on(event, listen);
      },
      off: (event, listener) => {
        const [, listen] = listeners.get(listener) ?? [];
        if (listen) thread.off(event, listen);
      },
      send: (message) => thread.postMessage(message),
      deserialize: (data) => data,
      start: async () => {
        if (this.#lost) throw this.#lost;
        this.#current = worker;
      },
      // The thread stays for the next run. Vitest's listeners are removed, because each run adds its own.
      stop: async () => {
        for (const [event, listen] of listeners.values()) thread.off(event, listen);
      },
    };
    return worker;
  }
}

/** Whether the thread says that it has cleaned up after a file. */
function isStopped(message: unknown): boolean {
  return (message as { type?: unknown } | undefined)?.type === "stopped";
}
