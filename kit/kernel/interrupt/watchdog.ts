import { Worker } from "node:worker_threads";
import { siblingModule } from "../../common/sibling-module.ts";
import { STATE, type WatchdogData } from "./shared-state.ts";

/** The main thread's side of the watchdog thread. */
export class Watchdog {
  /** The thread itself. */
  readonly thread: Worker;
  readonly #state = new Int32Array(new SharedArrayBuffer(8));

  /**
   * @param pipe File descriptor of the pipe from the launcher. The process ends when the pipe closes.
   * @param onInterrupt Called on the main thread at each interrupt, after the code that blocked it was terminated.
   */
  constructor(pipe: number, onInterrupt: () => void) {
    const workerData: WatchdogData = { state: this.#state, pipe };
    this.thread = new Worker(siblingModule(import.meta.url, "watchdog-worker"), {
      workerData,
      name: "swarmlab watchdog",
    });
    this.thread.on("message", (number: number) => {
      Atomics.store(this.#state, STATE.handled, number);
      Atomics.notify(this.#state, STATE.handled);
      onInterrupt();
    });
    this.thread.unref();
  }

  /** Runs a piece of the kernel's own work that an interrupt must not terminate. */
  readonly uninterruptible = <T>(call: () => T): T => {
    Atomics.add(this.#state, STATE.uninterruptible, 1);
    try {
      return call();
    } finally {
      Atomics.sub(this.#state, STATE.uninterruptible, 1);
    }
  };
}
