import { ExploreError } from "../explore-error.ts";
import { TimeIsUp } from "../runtime/loop-watch.ts";
import { BoundedSearch } from "./bounded-search.ts";
import { isCrash } from "./choice.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import { ShapeChanged } from "./path.ts";
import { RandomPriorities } from "./random-priorities.ts";
import { ReducedSearch } from "./reduced-search.ts";
import { RoundRobin } from "./round-robin.ts";
import { Run } from "./run.ts";
import type { RunEnd } from "./run-end.ts";
import { Stretches } from "./scripts.ts";
import { stretchesOf } from "./trace.ts";

/** How far a search may go. All limits count steps, so that the same program gets the same verdict on every machine. */
export interface Limits {
  /** The most preemptions in a run. */
  readonly bound: number;
  /** The most steps of all runs together. */
  readonly steps: number;
  readonly seed: number;
  /** The most threads that die in a run. */
  readonly crashes: number;
  /** The limit of real time, in milliseconds. */
  readonly milliseconds: number;
  readonly signal: AbortSignal | undefined;
}

/** A run that failed. */
export interface Found {
  readonly end: RunEnd;
  readonly choices: readonly number[];
  readonly preemptions: number;
  /** The number of threads that died. */
  readonly deaths: number;
}

/** The result of a search. */
export interface SearchResult {
  readonly found: Found | undefined;
  /** The number of runs that ended, in the phase of the search that decided. */
  readonly interleavings: number;
  /** The number of steps of all runs, in all phases. */
  readonly steps: number;
  /** The runs that were covered: all, all with at most this number of preemptions, or undefined when no set is complete. */
  readonly covered: "all" | number | undefined;
  /** The number of random runs after the limit. */
  readonly randomRuns: number;
  /** Whether the limit of real time ended it. */
  readonly isCutShort: boolean;
}

interface Phase {
  readonly found: Found | undefined;
  readonly isComplete: boolean;
  readonly runs: number;
}

/** The share of the steps for the unbounded search, which ends early where it ends at all. */
const UNBOUNDED_PART = 0.5;
/** The numbers of steps in a turn, where threads take turns. */
const QUANTA = [1, 2, 3, 4, 5, 7];
/** The steps for shortening a counterexample. */
const SHORTENING_STEPS = 60_000;
/** The share of the steps for random runs. */
const RANDOM_PART = 0.1;
/** Real time between two turns of the event loop. */
const EVENT_LOOP_INTERVAL_MS = 40;

/** Searches for a failing run: with few preemptions first, then without a bound, then with more preemptions. */
export class Search {
  readonly #options: ExplorationOptions;
  readonly #limits: Limits;
  readonly #began = performance.now();
  readonly #firstStep: number;
  #lastTurn = performance.now();
  #isCutShort = false;

  constructor(options: ExplorationOptions, limits: Limits) {
    this.#options = options;
    this.#limits = limits;
    this.#firstStep = options.world.step;
  }

  async search(): Promise<SearchResult> {
    const { bound, steps, crashes } = this.#limits;
    let covered: number | undefined;
    let runs = 0;
    let isUnboundedTried = false;
    for (let preemptions = 0; preemptions <= bound; preemptions++) {
      if (preemptions > Math.min(1, bound - 1) && !isUnboundedTried) {
        isUnboundedTried = true;
        const inStep = this.#inStep();
        if (inStep) return this.#found(await this.#fewer(inStep, preemptions), runs);
        const phase = await this.#unbounded(Math.floor(steps * UNBOUNDED_PART));
        if (phase.found) return this.#found(await this.#fewer(phase.found, preemptions), phase.runs);
        if (phase.isComplete) return this.#result(undefined, phase.runs, "all");
      }
      // A failure that needs no death is the simpler one.
      const alive = crashes > 0 ? await this.#bounded(preemptions, this.#left, 0) : undefined;
      if (alive?.found) return this.#found(await this.#shorter(alive.found), alive.runs);
      const phase = await this.#bounded(preemptions, this.#left, crashes);
      runs = phase.runs;
      if (phase.found) return this.#found(await this.#shorter(phase.found), runs);
      if (!phase.isComplete) {
        const random = await this.#random(Math.floor(steps * RANDOM_PART));
        if (random.found) return this.#found(this.#simplify(random.found), random.runs);
        return { ...this.#result(undefined, runs, covered), randomRuns: random.runs };
      }
      covered = preemptions;
    }
    return this.#result(undefined, runs, covered);
  }

  /** The steps that are left. */
  get #left(): number {
    return this.#limits.steps - (this.#options.world.step - this.#firstStep);
  }

  #result(found: Found | undefined, interleavings: number, covered: SearchResult["covered"]): SearchResult {
    const steps = this.#options.world.step - this.#firstStep;
    return { found, interleavings, steps, covered, randomRuns: 0, isCutShort: this.#isCutShort };
  }

  #found(found: Found, runs: number): SearchResult {
    return this.#result(found, runs, undefined);
  }

  async #bounded(bound: number, steps: number, crashes: number): Promise<Phase> {
    return this.#phase(new BoundedSearch(bound, crashes), steps, false);
  }

  /** Searches without a bound. It proves nothing when a run does not end or a step hides an access. */
  async #unbounded(steps: number): Promise<Phase> {
    const { knownStops } = this.#options;
    knownStops.isUsed = true;
    const phase = await this.#phase(new ReducedSearch(this.#options), steps, true);
    knownStops.isUsed = false;
    knownStops.clear();
    return { ...phase, isComplete: phase.isComplete && !this.#options.world.hasHiddenAccess };
  }

  async #phase(search: BoundedSearch | ReducedSearch, steps: number, isUnfair: boolean): Promise<Phase> {
    const { world } = this.#options;
    const last = world.step + steps;
    let runs = 0;
    let restarts = 0;
    do {
      if (search instanceof ReducedSearch && search.restarts > restarts) {
        restarts = search.restarts;
        runs = 0;
      }
      const run = new Run(this.#options);
      const end = this.#execute(run, search);
      if (end.kind !== "pruned") runs++;
      if (isUnfair && end.kind === "too-long") return { found: undefined, isComplete: false, runs };
      if (isFailure(end)) return { found: foundIn(run, end), isComplete: false, runs };
      if (world.step >= last || (await this.#isOver())) return { found: undefined, isComplete: false, runs };
    } while (search.next());
    return { found: undefined, isComplete: true, runs };
  }

  /** The shortest failing run with this number of preemptions. */
  async #shorter(found: Found): Promise<Found> {
    const { world } = this.#options;
    const search = new BoundedSearch(found.preemptions, found.deaths);
    const last = world.step + SHORTENING_STEPS;
    let best = found;
    search.longest = best.choices.length - 1;
    do {
      const run = new Run(this.#options);
      const end = this.#execute(run, search);
      if (isFailure(end)) {
        best = foundIn(run, end);
        search.longest = best.choices.length - 1;
      }
      if (world.step >= last || (await this.#isOver())) break;
    } while (search.next());
    return this.#simplify(best);
  }

  /** Looks for a failure with fewer preemptions than one that was found without a bound. @param from - the first number not yet searched */
  async #fewer(found: Found, from: number): Promise<Found> {
    const most = Math.min(found.preemptions - 1, Math.max(2, this.#limits.bound));
    for (let preemptions = from; preemptions <= most; preemptions++) {
      const phase = await this.#bounded(preemptions, this.#left, found.deaths);
      if (phase.found) return this.#shorter(phase.found);
      if (!phase.isComplete) break;
    }
    return this.#simplify(found);
  }

  /** Runs in which the threads take turns. */
  #inStep(): Found | undefined {
    for (const quantum of QUANTA) {
      const run = new Run(this.#options);
      const end = this.#execute(run, new RoundRobin(quantum));
      if (isFailure(end)) return foundIn(run, end);
    }
    return undefined;
  }

  async #random(steps: number): Promise<Phase> {
    const { world, threads } = this.#options;
    const search = new RandomPriorities(this.#limits.seed, 3, 100);
    const last = world.step + steps;
    let runs = 0;
    let length = 100;
    while (world.step < last && !(await this.#isOver())) {
      search.startRun(threads, length);
      const run = new Run(this.#options);
      const end = this.#execute(run, search);
      runs++;
      length = Math.max(length, run.choices.length);
      if (isFailure(end)) return { found: foundIn(run, end), isComplete: false, runs };
    }
    return { found: undefined, isComplete: false, runs };
  }

  /** Leaves out stretches of a failing run, one after the other, while it still fails and becomes simpler. */
  #simplify(found: Found): Found {
    let best = found;
    let isBetter = true;
    for (let round = 0; isBetter && round < 20; round++) {
      isBetter = false;
      const stretches = stretchesOf(best.choices);
      for (let leftOut = 0; leftOut < stretches.length && stretches.length <= 60; leftOut++) {
        const run = new Run(this.#options);
        const end = this.#execute(run, new Stretches(stretches.filter((_, i) => i !== leftOut)));
        if (!isFailure(end) || end.kind !== best.end.kind) continue;
        const candidate = foundIn(run, end);
        if (!isSimpler(candidate, best)) continue;
        best = candidate;
        isBetter = true;
        break;
      }
    }
    return best;
  }

  #execute(run: Run, chooser: Parameters<Run["execute"]>[0]): RunEnd {
    try {
      return run.execute(chooser);
    } catch (error) {
      // The next look at the clock ends the search.
      if (error instanceof TimeIsUp) return { kind: "pruned" };
      if (!(error instanceof ShapeChanged)) throw error;
      throw new ExploreError(
        "NOT_REPEATABLE",
        "Run again in the same order, the threads did something else. They keep something from one run to the next, or depend on something that explore() does not control; make everything they use in `shared` or in the thread's function.",
      );
    }
  }

  /** Whether the time is over. Lets the event loop turn from time to time, so that a notebook can be interrupted. */
  async #isOver(): Promise<boolean> {
    const time = performance.now();
    if (time - this.#lastTurn > EVENT_LOOP_INTERVAL_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#lastTurn = performance.now();
    }
    const { signal, milliseconds } = this.#limits;
    if (signal?.aborted) throw signal.reason;
    if (time - this.#began <= milliseconds) return false;
    this.#isCutShort = true;
    return true;
  }
}

function isFailure(end: RunEnd): boolean {
  return end.kind !== "finished" && end.kind !== "pruned";
}

function foundIn(run: Run, end: RunEnd): Found {
  return {
    end,
    choices: run.choices,
    preemptions: run.preemptions,
    deaths: run.choices.filter(isCrash).length,
  };
}

function isSimpler(a: Found, b: Found): boolean {
  if (a.deaths !== b.deaths) return a.deaths < b.deaths;
  return (
    a.preemptions < b.preemptions || (a.preemptions === b.preemptions && a.choices.length < b.choices.length)
  );
}
