/** Processor time that the compiler may take for the exercises of one notebook, in seconds. An honest notebook takes less than two. */
export const NOTEBOOK_COMPILE_SECONDS = 20;

/** What compiling has cost one notebook, and may cost. */
export class CompileBudget {
  readonly #seconds: number;
  #used = 0;
  /** Whether one of its texts was too slow for the compiler that all notebooks share. Its further texts go to the other compiler at once. */
  isSlow = false;

  /** @param seconds - of processor time */
  constructor(seconds: number = NOTEBOOK_COMPILE_SECONDS) {
    this.#seconds = seconds;
  }

  /** Processor time that is left, in seconds. */
  get left(): number {
    return Math.max(0, this.#seconds - this.#used);
  }

  /** The sentence for a text that is not compiled, because nothing is left; undefined while something is. */
  get refusal(): string | undefined {
    if (this.left > 0) return undefined;
    return `The exercises compiled before it used up the ${this.#seconds} s that the compiler has for a notebook.`;
  }

  spend(seconds: number): void {
    this.#used += seconds;
  }
}
