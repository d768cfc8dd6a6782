import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { modeOf, modesConflict, overlap, QUEUES, READS, WRITES } from "./access-mode.ts";
import { isCrash, isTimeout, threadOfChoice, timeoutChoice } from "./choice.ts";
import { addCrashes, type Chooser, isPossible, possibleChoices } from "./chooser.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import { ShapeChanged } from "./path.ts";
import { predictedState } from "./prediction.ts";
import type { RunView } from "./run-view.ts";
import { printState } from "./state-print.ts";
import { VisitedStates } from "./visited-states.ts";

interface Node {
  readonly choices: readonly number[];
  at: number;
  /** The choices that need not be taken from here on, as a bit mask. */
  readonly asleep: number;
  /** The states to which the choices lead, as far as they are known. */
  readonly after: readonly (After | undefined)[];
}

/** A state, as a fingerprint, with the choices that need not be taken from there. */
interface After {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly asleep: number;
}

/**
 * Tries runs without a bound on preemptions, and leaves out those that can show nothing new. When it ends, every state in which threads stop has been
 * reached, and every failure of a thread. Three reductions, which Godefroid (1996) proves sound together where no run repeats a state:
 *
 * - sleep sets: after a step has been tried, it is left out until a step is taken on which it depends;
 * - visited states: a run ends where it comes to a state from which all has been tried;
 * - persistent sets: where some threads touch nothing that the others may ever touch in a way that matters, only those threads go on. What a thread may
 *   still do is learnt from all runs so far (`Futures`). Where a run goes beyond it, the search begins again, knowing more.
 */
export class ReducedSearch implements Chooser {
  readonly #options: ExplorationOptions;
  readonly #isWatched: boolean;
  readonly #visited = new VisitedStates();
  #path: Node[] = [];
  #depth = 0;
  #asleep = 0;
  readonly #possible: number[] = [];
  /** How often the search began again. */
  restarts = 0;

  constructor(options: ExplorationOptions) {
    this.#options = options;
    this.#isWatched = options.inspect !== undefined;
    options.futures.hasGrown = false;
  }

  get states(): number {
    return this.#visited.size;
  }

  choose(run: RunView): number | undefined {
    let node = this.#path[this.#depth];
    if (node === undefined) {
      node = this.#visit(run);
      if (node === undefined) return undefined;
      this.#path.push(node);
    }
    this.#depth++;
    const choice = node.choices[node.at] as number;
    if (!isPossible(run, choice)) throw new ShapeChanged();
    let asleep = node.asleep;
    for (let i = 0; i < node.at; i++) asleep |= bitOf(node.choices[i] as number);
    this.#asleep = this.#stillAsleep(run, choice, asleep);
    return choice;
  }

  /** Remembers the state in which a run has ended without a failure. */
  ended(run: RunView): void {
    const { world, memoryPrint, ruleState } = this.#options;
    if (world.hasHiddenAccess) return;
    const { a, b, c } = printState(run, world, memoryPrint, ruleState?.() ?? 0);
    this.#visited.visit(a, b, c, 0);
  }

  /** Prepares the last run again. */
  again(): void {
    this.#depth = 0;
    this.#asleep = 0;
  }

  /** Prepares the next run. @returns whether there is another run */
  next(): boolean {
    this.again();
    const { futures } = this.#options;
    if (futures.hasGrown) {
      futures.hasGrown = false;
      this.restarts++;
      this.#path = [];
      this.#visited.clear();
      return true;
    }
    for (let node = this.#path.at(-1); node !== undefined; node = this.#path.at(-1)) {
      while (++node.at < node.choices.length) if (!this.#isKnown(node.after[node.at])) return true;
      this.#path.pop();
    }
    return false;
  }

  /** The choices to take in a state that the path comes to for the first time; undefined when there is nothing new. */
  #visit(run: RunView): Node | undefined {
    const { world, memoryPrint, ruleState } = this.#options;
    this.#noteRaces(run);
    const all = possibleChoices(run, true, this.#possible, false);
    if (all.some(isTimeout)) this.#options.futures.noteTimeLimit();
    if (run.crashesLeft > 0) addCrashes(run, run.threads.keys(), all);
    let asleep = this.#asleep;
    let left = -1;
    if (!world.hasHiddenAccess) {
      const { a, b, c } = printState(run, world, memoryPrint, ruleState?.() ?? 0);
      const before = this.#visited.visit(a, b, c, asleep);
      if (before !== undefined) {
        // All but these has been tried from here.
        left = before & ~asleep;
        if (left === 0) return undefined;
        asleep &= before;
        this.#visited.setLeftOut(asleep);
      }
    }
    const enough = this.#enough(run, all);
    const choices = all.filter((choice) => {
      const bit = bitOf(choice);
      return (enough & bit) !== 0 && (asleep & bit) === 0 && (left & bit) !== 0;
    });
    const after = this.#after(run, choices, asleep);
    let at = 0;
    while (at < choices.length && this.#isKnown(after[at])) at++;
    return at < choices.length ? { choices, at, asleep, after } : undefined;
  }

  /** Predicts the states after the choices. */
  #after(run: RunView, choices: readonly number[], asleep: number): (After | undefined)[] {
    const { futures } = this.#options;
    let leftOut = asleep;
    return choices.map((choice) => {
      const before = leftOut;
      leftOut |= bitOf(choice);
      const thread = run.threads[choice];
      if (thread?.op === undefined || this.#options.world.hasHiddenAccess) return undefined;
      const state = predictedState(run, thread, this.#options);
      if (state === undefined) return undefined;
      // The step may never be run, and counts as seen.
      futures.record(choice, thread.op, modeOf(thread.op));
      const { a, b, c } = state;
      return { a, b, c, asleep: this.#stillAsleep(run, choice, before) };
    });
  }

  /** Whether all has been tried from a state. */
  #isKnown(after: After | undefined): boolean {
    if (after === undefined) return false;
    const left = this.#visited.find(after.a, after.b, after.c);
    return left !== undefined && (left & ~after.asleep) === 0;
  }

  /** The choices that remain left out after a choice: those that commute with it. */
  #stillAsleep(run: RunView, choice: number, asleep: number): number {
    let still = asleep;
    for (let thread = 0; still >> thread !== 0 && thread < run.threads.length; thread++) {
      if ((still & (1 << thread)) !== 0 && !this.#commute(run, choice, thread)) still &= ~(1 << thread);
      // The end of a time limit commutes with nothing.
      still &= ~bitOf(timeoutChoice(thread));
      const crash = 1 << (CRASHES + thread);
      if ((still & crash) !== 0 && !this.#commutesWithDeath(run, choice, thread)) still &= ~crash;
    }
    return still;
  }

  #commute(run: RunView, choice: number, other: number): boolean {
    if (isTimeout(choice)) return false;
    if (isCrash(choice)) return this.#commutesWithDeath(run, other, threadOfChoice(choice));
    if (choice === other) return false;
    const [one, two] = [run.threads[choice]?.op, run.threads[other]?.op];
    if (one === undefined || two === undefined) return false;
    const [a, b] = [modeOf(one), modeOf(two)];
    if (this.#isWatched && (a & b & WRITES) !== 0) return false;
    if (this.#ordersOperations(choice, other)) return false;
    return !(overlap(one, two) && modesConflict(a, b));
  }

  /** Whether the order of two steps tells which of two operations was called after the other had returned. */
  #ordersOperations(one: number, other: number): boolean {
    const { operations } = this.#options;
    if (operations === undefined) return false;
    return (
      (operations.isBeginning(one) && operations.isInside(other)) ||
      (operations.isBeginning(other) && operations.isInside(one))
    );
  }

  #commutesWithDeath(run: RunView, choice: number, dead: number): boolean {
    return (
      choice >= 0 && choice !== dead && choice < run.mortals && run.threads[choice]?.op?.kind !== "notify"
    );
  }

  /** A persistent set, as a bit mask of choices: the smallest group of threads whose next steps commute with all that the others may do before. */
  #enough(run: RunView, all: readonly number[]): number {
    const { futures } = this.#options;
    const isAll =
      all.length < 2 ||
      futures.hasTimeLimits ||
      this.#options.operations !== undefined ||
      run.crashesLeft > 0 ||
      this.#options.world.hasHiddenAccess ||
      run.threads.some(({ state }) => state === "idle");
    if (isAll) return -1;
    let [best, fewest] = [-1, all.length];
    for (const seed of [...all].sort((a, b) => a - b)) {
      if (best !== -1 && (best & bitOf(seed)) !== 0) continue;
      const group = this.#group(run, seed);
      const size = all.filter((choice) => (group & bitOf(choice)) !== 0).length;
      if (size < fewest) [best, fewest] = [group, size];
      if (fewest === 1) break;
    }
    return best;
  }

  /** The threads that have to be tried with the given one. */
  #group(run: RunView, seed: number): number {
    let group = 1 << seed;
    const open = [seed];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const thread = run.threads[index];
      const op = thread?.op;
      if (thread === undefined || op === undefined) return -1;
      const others = this.#dependent(thread, op) & this.#alive(run) & ~group;
      group |= others;
      for (const other of run.threads) if ((others & (1 << other.index)) !== 0) open.push(other.index);
    }
    return group;
  }

  /** The threads that may make a step that does not commute with the next one of this thread, or that wakes it. */
  #dependent(thread: VirtualThread, op: Op): number {
    const { futures } = this.#options;
    if (thread.state === "waiting") return futures.conflicting(op, QUEUES);
    if (thread.state === "spinning")
      return thread.loops.spinsOn.reduce((all, read) => all | futures.conflicting(read, READS), 0);
    const mode = modeOf(op);
    const watched = this.#isWatched && (mode & WRITES) !== 0 ? futures.writers : 0;
    return futures.conflicting(op, mode) | watched;
  }

  #alive(run: RunView): number {
    let alive = 0;
    for (const { state, index } of run.threads) if (state !== "done" && state !== "dead") alive |= 1 << index;
    return alive;
  }

  /** Two next steps that conflict, one of them plain, are a race. */
  #noteRaces(run: RunView): void {
    for (const index of run.fresh) {
      const one = run.threads[index];
      if (one?.op === undefined || (one.state !== "ready" && one.state !== "spinning")) continue;
      for (const other of run.threads) {
        if (other === one || other.op === undefined || (one.op.isAtomic && other.op.isAtomic)) continue;
        if (other.state !== "ready" && other.state !== "spinning") continue;
        if (!overlap(one.op, other.op) || !modesConflict(modeOf(one.op), modeOf(other.op))) continue;
        // A thread that spins goes on after the other's write.
        const [first, second] = one.state === "spinning" ? [other, one] : [one, other];
        this.#options.races.onBothNext(first, second, run.choices);
      }
    }
  }
}

const TIMEOUTS = 8;
const CRASHES = 16;

/** A choice's bit in a mask. Threads are at most 8. */
function bitOf(choice: number): number {
  const thread = threadOfChoice(choice);
  if (choice >= 0) return 1 << thread;
  return 1 << ((isCrash(choice) ? CRASHES : TIMEOUTS) + thread);
}
