import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { kernelTimeout } from "../interrupt/kernel-timers.ts";

/** How long the kernel must be idle before garbage is collected. */
const IDLE_MS = 3000;

/**
 * Collects garbage when no cell has run for three seconds.
 *
 * Compiling a cell leaves some megabytes of dead objects behind. V8 would keep hundreds of megabytes before it collects
 * them, which slows a laptop with several open notebooks.
 */
export class IdleCollection {
  readonly #collect: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    setFlagsFromString("--expose-gc");
    this.#collect = runInNewContext("gc") as () => void;
  }

  /** Call it when a cell starts. */
  busy(): void {
    clearTimeout(this.#timer);
  }

  /** Call it when a cell has ended. */
  idle(): void {
    this.busy();
    this.#timer = kernelTimeout(this.#collect, IDLE_MS);
    this.#timer.unref();
  }
}
