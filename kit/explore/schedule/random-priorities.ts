import { crashChoice } from "./choice.ts";
import { type Chooser, canContinue, isPossible } from "./chooser.ts";
import type { RunView } from "./run-view.ts";

/**
 * Random runs with a few changes of priority at random steps (PCT: Burckhardt and others, 2010): each run finds a bug that
 * needs d changes with a known probability.
 */
export class RandomPriorities implements Chooser {
  #state: number;
  readonly #changes: number;
  #length: number;
  #priorities: number[] = [];
  #changeAt = new Set<number>();
  #lowest = 0;
  /** What the last run began with: the state of the random numbers, the number of threads, the length. */
  #before: readonly [state: number, threads: number, length: number] = [1, 0, 2];
  /** The step before which a thread dies, where threads may die. */
  #dieAt = 0;

  /** @param changes - of priority in each run. @param length - the expected number of steps of a run */
  constructor(seed: number, changes: number, length: number) {
    this.#state = seed >>> 0 || 1;
    this.#changes = changes;
    this.#length = length;
  }

  startRun(threads: number, length: number): void {
    this.#before = [this.#state, threads, length];
    this.#length = Math.max(2, length);
    this.#priorities = Array.from({ length: threads }, () => 1 + this.#random(1_000_000));
    this.#changeAt = new Set(Array.from({ length: this.#changes }, () => this.#random(this.#length)));
    this.#dieAt = this.#random(this.#length);
    this.#lowest = 0;
  }

  /** Prepares the last run again. */
  again(): void {
    const [state, threads, length] = this.#before;
    this.#state = state;
    this.startRun(threads, length);
  }

  choose(run: RunView): number | undefined {
    const step = run.choices.length;
    if (run.crashesLeft > 0 && step === this.#dieAt) {
      const choice = crashChoice(this.#random(run.mortals));
      if (isPossible(run, choice)) return choice;
    }
    if (run.current >= 0 && (this.#changeAt.has(step) || !canContinue(run)))
      this.#priorities[run.current] = --this.#lowest;
    let best: number | undefined;
    for (const thread of run.threads) {
      if (thread.state !== "ready") continue;
      if (
        best === undefined ||
        (this.#priorities[thread.index] as number) > (this.#priorities[best] as number)
      )
        best = thread.index;
    }
    return best;
  }

  #random(below: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % below;
  }
}
