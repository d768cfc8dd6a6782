import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { kernelTimeout } from "../interrupt/kernel-timers.ts";

/** How long the kernel must have been idle, in ms. */
const IDLE_MS = 3000;

/**
 * Collects garbage when nothing has run for a while.
 *
 * Compiling a cell leaves some megabytes of dead objects behind. V8 would let them pile up to hundreds before it
 * cleans up by itself, and a laptop with several notebooks open would feel it.
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
