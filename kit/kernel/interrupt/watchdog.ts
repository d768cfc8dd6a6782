import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { STATE, type WatchdogData } from "./shared-state.ts";

/** The main thread's side of the watchdog thread. */
export class Watchdog {
  /** The thread itself. */
  readonly thread: Worker;
  readonly #state = new Int32Array(new SharedArrayBuffer(8));

  /**
   * @param pipe File descriptor of the pipe from the launcher. Its end is the end of this process.
   * @param onInterrupt Called on the main thread at each interrupt, after whatever was blocking it has been stopped.
   */
  constructor(pipe: number, onInterrupt: () => void) {
    const workerData: WatchdogData = { state: this.#state, pipe };
    // The same module as source (.ts) and as built (.js).
    const entry = new URL(`./watchdog-worker${extname(import.meta.url)}`, import.meta.url);
    this.thread = new Worker(entry, { workerData, name: "swarmlab watchdog" });
    this.thread.on("message", (number: number) => {
      Atomics.store(this.#state, STATE.handled, number);
      Atomics.notify(this.#state, STATE.handled);
      onInterrupt();
    });
    this.thread.unref();
  }

  /** Runs a piece of the kernel's own work that an interrupt must not cut in half. */
  readonly uninterruptible = <T>(call: () => T): T => {
    Atomics.add(this.#state, STATE.uninterruptible, 1);
    try {
      return call();
    } finally {
      Atomics.sub(this.#state, STATE.uninterruptible, 1);
    }
  };
}
