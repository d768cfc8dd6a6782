import { areIndependent, type Op } from "../runtime/suspensions.ts";
import { isCrash, isTimeout, threadOfChoice } from "./choice.ts";
import { addCrashes, type Chooser, possibleChoices } from "./chooser.ts";
import { type Node, ShapeChanged } from "./path.ts";
import type { RunView } from "./run-view.ts";

/**
 * Tries runs without a bound on preemptions. It leaves out runs that differ from an earlier one only in the order of independent steps (sleep
 * sets, Godefroid 1996). When it ends, all interleavings have been covered.
 *
 * A thread sleeps after its next step has been tried at a node, until a step is taken on which its step depends.
 */
export class SleepSetSearch implements Chooser {
  readonly #isReducing: boolean;
  readonly #path: Node[] = [];
  #depth = 0;
  /** Choices that need not be taken now. */
  #asleep = new Set<number>();
  readonly #possible: number[] = [];

  readonly #isWatched: boolean;

  /**
   * @param isReducing - false: plain depth-first search of all runs
   * @param isWatched - whether a rule checks the memory after every write, so that no two writes are independent
   */
  constructor(isReducing = true, isWatched = false) {
    this.#isReducing = isReducing;
    this.#isWatched = isWatched;
  }

  choose(run: RunView): number | undefined {
    const all = possibleChoices(run, true, this.#possible, false);
    if (run.crashesLeft > 0) addCrashes(run, run.threads.keys(), all);
    const awake = this.#isReducing ? all.filter((choice) => !this.#asleep.has(choice)) : all;
    if (awake.length === 0) return undefined;
    let node = this.#path[this.#depth];
    if (node === undefined) {
      node = { choices: [...awake], at: 0 };
      this.#path.push(node);
    } else if (node.choices.length !== awake.length) throw new ShapeChanged();
    this.#depth++;
    const choice = node.choices[node.at] as number;
    if (this.#isReducing) {
      for (let i = 0; i < node.at; i++) this.#asleep.add(node.choices[i] as number);
      for (const other of this.#asleep)
        if (!commute(run, choice, other, this.#isWatched)) this.#asleep.delete(other);
    }
    return choice;
  }

  next(): boolean {
    this.#depth = 0;
    this.#asleep.clear();
    for (let node = this.#path.at(-1); node !== undefined; node = this.#path.at(-1)) {
      if (++node.at < node.choices.length) return true;
      this.#path.pop();
    }
    return false;
  }
}

/**
 * Whether two choices commute. The end of a time limit commutes with nothing, because it moves the clock of all threads. A death commutes with the
 * steps of other threads that do not wake the thread and do not recover from its death.
 */
function commute(run: RunView, a: number, b: number, isWatched: boolean): boolean {
  if (threadOfChoice(a) === threadOfChoice(b) || isTimeout(a) || isTimeout(b)) return false;
  if (isCrash(a)) return !isCrash(b) && isIndependentOfDeath(run, b);
  if (isCrash(b)) return isIndependentOfDeath(run, a);
  const [one, other] = [run.threads[a]?.op as Op, run.threads[b]?.op as Op];
  return areIndependent(one, other) && !(isWatched && one.writes && other.writes);
}

function isIndependentOfDeath(run: RunView, choice: number): boolean {
  return choice < run.mortals && run.threads[choice]?.op?.kind !== "notify";
}
