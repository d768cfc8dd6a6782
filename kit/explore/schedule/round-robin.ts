import { type Chooser, canContinue } from "./chooser.ts";
import type { RunView } from "./run-view.ts";

/**
 * Lets the threads take turns, each for the same number of steps. This finds threads that give way to each other forever in lockstep: an order
 * with very many preemptions, which a search with few preemptions does not reach. The order is fair, so a run without an end is a livelock.
 */
export class RoundRobin implements Chooser {
  readonly #quantum: number;
  #left = 0;

  /** @param quantum - the steps of a turn */
  constructor(quantum: number) {
    this.#quantum = quantum;
  }

  choose(run: RunView): number | undefined {
    if (this.#left > 0 && canContinue(run)) {
      this.#left--;
      return run.current;
    }
    this.#left = this.#quantum - 1;
    const { threads, current } = run;
    for (let i = 1; i <= threads.length; i++) {
      const thread = threads[(current + i + threads.length) % threads.length];
      if (thread?.state === "ready") return thread.index;
    }
    return undefined;
  }
}
