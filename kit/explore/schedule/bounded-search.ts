import { isCrash } from "./choice.ts";
import { addCrashes, type Chooser, canContinue, possibleChoices } from "./chooser.ts";
import { type Node, ShapeChanged } from "./path.ts";
import type { RunView } from "./run-view.ts";

/**
 * Tries all runs with at most `bound` preemptions, depth first. Each run starts the program again. A preemption is a switch away from a
 * thread that could have continued. A time limit that ends while other threads can run counts as one, too; a death does not.
 *
 * A thread dies only right after its own step, or after a step that woke it. A death at a later moment differs in nothing from the death before it.
 */
export class BoundedSearch implements Chooser {
  readonly bound: number;
  /** The most threads that die in a run. */
  readonly crashes: number;
  /** The most steps of a run. A longer run is no better counterexample. */
  longest = Number.POSITIVE_INFINITY;
  readonly #path: Node[] = [];
  #depth = 0;
  #preemptions = 0;
  #crashed = 0;
  readonly #possible: number[] = [];

  constructor(bound: number, crashes = 0) {
    this.bound = bound;
    this.crashes = crashes;
  }

  choose(run: RunView): number | undefined {
    if (run.choices.length >= this.longest) return undefined;
    const goesOn = canContinue(run);
    const mayPreempt = this.#preemptions < this.bound;
    let choice: number;
    const mayCrash = this.#crashed < this.crashes;
    if (goesOn && !mayPreempt && !mayCrash) return run.current;
    const all = possibleChoices(run, mayPreempt, this.#possible);
    // Without preemptions left the running thread goes on, or it or a woken thread dies.
    if (goesOn && !mayPreempt) all.length = 1;
    if (mayCrash) addCrashes(run, run.fresh, all);
    if (all.length === 1) return all[0] as number;
    const node = this.#path[this.#depth];
    if (node === undefined) {
      this.#path.push({ choices: [...all], at: 0 });
      choice = all[0] as number;
    } else {
      if (node.choices.length !== all.length) throw new ShapeChanged();
      choice = node.choices[node.at] as number;
    }
    this.#depth++;
    if (isCrash(choice)) this.#crashed++;
    else if (goesOn ? choice !== run.current : choice < 0) this.#preemptions++;
    return choice;
  }

  /** Prepares the last run again. */
  again(): void {
    this.#depth = 0;
    this.#preemptions = 0;
    this.#crashed = 0;
  }

  /** Prepares the next run. @returns whether there is another run */
  next(): boolean {
    this.again();
    for (let node = this.#path.at(-1); node !== undefined; node = this.#path.at(-1)) {
      if (++node.at < node.choices.length) return true;
      this.#path.pop();
    }
    return false;
  }
}
