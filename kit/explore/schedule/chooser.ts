import { areIndependent, type Op } from "../runtime/suspensions.ts";
import { type Run, threadOfChoice, timeoutChoice } from "./run.ts";

/** Decides who makes the next step. */
export interface Chooser {
  /** A thread's number, or a time limit that ends (see `timeoutChoice`); undefined: go no further. At least one thread is ready. */
  choose(run: Run): number | undefined;
}

/** A thread that has gone through so many turns of loops while others waited lets them go first. */
const PATIENCE = 100;

/** Whether the thread that made the last step can make the next one, too. */
export function canContinue(run: Run): boolean {
  const thread = run.threads[run.current];
  return thread?.state === "ready" && (thread.turns < PATIENCE || isAlone(run));
}

function isAlone(run: Run): boolean {
  for (const thread of run.threads)
    if (thread.index !== run.current && thread.state === "ready") return false;
  return true;
}

/** All that can come next: first the thread that is running, then the others, then time limits that end early. */
export function options(run: Run, withTimeouts: boolean, into: number[], isFair = true): number[] {
  into.length = 0;
  const goesOn = isFair ? canContinue(run) : run.threads[run.current]?.state === "ready";
  if (goesOn) into.push(run.current);
  for (const thread of run.threads) {
    if (thread.state !== "ready" || thread.index === run.current) continue;
    into.push(thread.index);
  }
  if (withTimeouts) {
    for (const thread of run.threads) {
      if (run.deadlineOf(thread) < Number.POSITIVE_INFINITY) into.push(timeoutChoice(thread.index));
    }
  }
  return into;
}

interface Node {
  readonly choices: readonly number[];
  at: number;
}

/** The runs of a program have a shape that must not change: the same choices lead to the same choices. */
export class ShapeChanged extends Error {}

/**
 * Goes through all runs with at most `bound` preemptions, one after the other: depth first, by running the program again from its start. A
 * preemption is a switch away from a thread that could have gone on; a time limit that ends while others can run counts as one, too.
 */
export class BoundedSearch implements Chooser {
  readonly bound: number;
  /** Runs that are longer than this show nothing better. */
  longest = Number.POSITIVE_INFINITY;
  readonly #path: Node[] = [];
  #depth = 0;
  #preemptions = 0;
  readonly #options: number[] = [];

  constructor(bound: number) {
    this.bound = bound;
  }

  choose(run: Run): number | undefined {
    if (run.choices.length >= this.longest) return undefined;
    const goesOn = canContinue(run);
    const mayPreempt = this.#preemptions < this.bound;
    let choice: number;
    if (goesOn && !mayPreempt) return run.current;
    const all = options(run, mayPreempt, this.#options);
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
    if (goesOn ? choice !== run.current : choice < 0) this.#preemptions++;
    return choice;
  }

  /** Prepares the next run. @returns whether there is one */
  next(): boolean {
    this.#depth = 0;
    this.#preemptions = 0;
    for (let node = this.#path.at(-1); node !== undefined; node = this.#path.at(-1)) {
      if (++node.at < node.choices.length) return true;
      this.#path.pop();
    }
    return false;
  }
}

/**
 * Goes through runs without any bound on preemptions, and leaves out those that differ from one seen before only in the order of independent
 * steps (sleep sets, Godefroid 1996). Where this comes to its end, all interleavings have been covered.
 *
 * A thread sleeps after its next step has been tried at a node, as long as only steps are taken that its step does not depend on.
 */
export class SleepSetSearch implements Chooser {
  readonly #isReducing: boolean;
  readonly #path: Node[] = [];
  #depth = 0;
  /** Choices that need not be taken now. */
  #asleep = new Set<number>();
  readonly #options: number[] = [];

  readonly #isWatched: boolean;

  /**
   * @param isReducing - false: plain depth-first search, which leaves out nothing
   * @param isWatched - whether somebody looks at the memory after every write: then no two writes are independent
   */
  constructor(isReducing = true, isWatched = false) {
    this.#isReducing = isReducing;
    this.#isWatched = isWatched;
  }

  choose(run: Run): number | undefined {
    const all = options(run, true, this.#options, false);
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

/** Whether two choices of different threads can change places. The end of a time limit moves the clock that everybody reads. */
function commute(run: Run, a: number, b: number, isWatched: boolean): boolean {
  if (a < 0 || b < 0 || a === b) return false;
  const [one, other] = [run.threads[a]?.op as Op, run.threads[b]?.op as Op];
  return areIndependent(one, other) && !(isWatched && one.writes && other.writes);
}

/** Follows a list of choices, then lets whoever runs go on. */
export class Script implements Chooser {
  readonly #choices: readonly number[];

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  choose(run: Run): number | undefined {
    const wanted = this.#choices[run.choices.length];
    if (wanted !== undefined) return isPossible(run, wanted) ? wanted : undefined;
    return canContinue(run) ? run.current : run.threads.find((thread) => thread.state === "ready")?.index;
  }
}

export function isPossible(run: Run, choice: number): boolean {
  const thread = run.threads[threadOfChoice(choice)];
  if (thread === undefined) return false;
  return choice < 0 ? run.deadlineOf(thread) < Number.POSITIVE_INFINITY : thread.state === "ready";
}

/**
 * Follows a list of stretches: a thread, and how many steps it makes. A stretch whose thread cannot go on ends early; after the last one
 * whoever runs goes on. For trying whether a failure needs all of its switches.
 */
export class Stretches implements Chooser {
  readonly #stretches: readonly (readonly [choice: number, steps: number])[];
  #at = 0;
  #left: number;

  constructor(stretches: readonly (readonly [choice: number, steps: number])[]) {
    this.#stretches = stretches;
    this.#left = stretches[0]?.[1] ?? 0;
  }

  choose(run: Run): number | undefined {
    for (;;) {
      const stretch = this.#stretches[this.#at];
      if (stretch === undefined)
        return canContinue(run) ? run.current : run.threads.find((thread) => thread.state === "ready")?.index;
      if (this.#left > 0 && isPossible(run, stretch[0])) {
        this.#left--;
        return stretch[0];
      }
      this.#at++;
      this.#left = this.#stretches[this.#at]?.[1] ?? 0;
    }
  }
}

/**
 * Random runs with a few changes of priority at random steps (PCT: Burckhardt and others, 2010): a bug that needs d such changes is found with a
 * known probability in each run.
 */
export class RandomPriorities implements Chooser {
  #state: number;
  readonly #changes: number;
  #length: number;
  #priorities: number[] = [];
  #changeAt = new Set<number>();
  #lowest = 0;

  /** @param changes - of priority in each run. @param length - steps of a run, about */
  constructor(seed: number, changes: number, length: number) {
    this.#state = seed >>> 0 || 1;
    this.#changes = changes;
    this.#length = length;
  }

  startRun(threads: number, length: number): void {
    this.#length = Math.max(2, length);
    this.#priorities = Array.from({ length: threads }, () => 1 + this.#random(1_000_000));
    this.#changeAt = new Set(Array.from({ length: this.#changes }, () => this.#random(this.#length)));
    this.#lowest = 0;
  }

  choose(run: Run): number | undefined {
    const step = run.choices.length;
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
