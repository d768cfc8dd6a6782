import { ExploreError } from "../explore-error.ts";
import { TimeIsUp } from "../runtime/loop-watch.ts";
import { endedInTime } from "../runtime/watchdog.ts";
import { BoundedSearch } from "./bounded-search.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import { Futures } from "./futures.ts";
import { ShapeChanged } from "./path.ts";
import { RandomPriorities } from "./random-priorities.ts";
import { ReducedSearch } from "./reduced-search.ts";
import { RoundRobin } from "./round-robin.ts";
import { Run } from "./run.ts";
import type { RunEnd } from "./run-end.ts";
import { newPhase, type Phase, type Stop } from "./search-phase.ts";
import { type Found, foundIn, isFailure, type Limits, type SearchResult } from "./search-result.ts";
import { simplified } from "./simplify.ts";

/** The share of the steps for the unbounded search. */
const UNBOUNDED_PART = 0.5;
/** The numbers of steps in a turn, where threads take turns. */
const QUANTA = [1, 2, 3, 4, 5, 7];
/** The steps for shortening a counterexample. */
const SHORTENING_STEPS = 60_000;
/** The share of the steps for random runs. */
const RANDOM_PART = 0.1;
/** Real time between two turns of the event loop. */
const EVENT_LOOP_INTERVAL_MS = 40;
/** What a search gives where the event loop is to turn. */
const TURN = Symbol("turn");
type Turn = typeof TURN;

/**
 * Searches for a failing run: with few preemptions first, then without a bound, then with more preemptions. Where a limit stops it, it can go on, and comes to
 * what it had come to in one go.
 */
export class Search {
  readonly #options: ExplorationOptions;
  /** The options after the unbounded search, which is to know nothing of later runs when it goes on. */
  readonly #later: ExplorationOptions;
  #limits: Limits;
  #began = performance.now();
  readonly #firstStep: number;
  /** The steps that belong to no run that counts. */
  #discounted = 0;
  #lastTurn = performance.now();
  #isCutShort = false;
  /** Whether the last run was cut off because the time was up. */
  #isRunCut = false;
  readonly #stretches: Generator<SearchResult | Turn, SearchResult, void>;
  /** What is covered, and the phase that goes on. */
  #covered: SearchResult["covered"];
  #phase: Phase | undefined;
  #end: SearchResult | undefined;

  constructor(options: ExplorationOptions, limits: Limits) {
    this.#options = options;
    this.#later = { ...options, futures: new Futures(options.world.sharedState.all.length) };
    this.#limits = limits;
    this.#firstStep = options.world.step;
    this.#stretches = this.#search();
  }

  /** Whether there is nothing left to do: a failure is found, or the search is complete. */
  get isDone(): boolean {
    return this.#end !== undefined;
  }

  /** Searches until a failure is found, the search is complete or a limit is reached; called again, it goes on. @throws the reason of the limits' signal */
  async search(limits: Partial<Limits> = {}): Promise<SearchResult> {
    this.#limits = { ...this.#limits, ...limits };
    this.#began = performance.now();
    this.#isCutShort = false;
    if (this.#end) return this.#end;
    const result = await this.#stretch();
    const { signal } = this.#limits;
    if (signal?.aborted) throw signal.reason;
    return result;
  }

  async #stretch(): Promise<SearchResult> {
    for (;;) {
      const next = endedInTime(() => this.#stretches.next());
      if ("stuckIn" in next) {
        this.#isCutShort = true;
        this.#end = { ...this.#result(undefined, this.#phase?.runs ?? 0, this.#covered), ...next };
        return this.#end;
      }
      const { done, value } = next.value;
      if (done) this.#end = value;
      if (value !== TURN) return value;
      await new Promise((resolve) => setImmediate(resolve));
      this.#lastTurn = performance.now();
    }
  }

  *#search(): Generator<SearchResult | Turn, SearchResult, void> {
    const { bound, crashes } = this.#limits;
    let covered: number | undefined;
    let runs = 0;
    let unbounded: Phase | undefined;
    for (let preemptions = 0; preemptions <= bound; preemptions++) {
      if (preemptions > Math.min(1, bound - 1) && unbounded === undefined) {
        for (const quantum of QUANTA) {
          let inStep = this.#inStep(quantum);
          for (; this.#isRunCut; inStep = this.#inStep(quantum)) yield* this.#pause(runs, covered);
          if (inStep) return this.#found(yield* this.#fewer(inStep, preemptions), runs);
        }
        unbounded = newPhase(new ReducedSearch(this.#options), this.#options, true);
        const end = yield* this.#prove(unbounded, preemptions, covered);
        if (end) return end;
      }
      // A failure that needs no death is the simpler one.
      for (const dying of crashes > 0 ? [0, crashes] : [0]) {
        const options = unbounded === undefined ? this.#options : this.#later;
        const phase = newPhase(new BoundedSearch(preemptions, dying), options, false);
        for (let stop = yield* this.#goOn(phase); stop !== "complete"; stop = yield* this.#goOn(phase)) {
          if (phase.found) return this.#found(yield* this.#shorter(phase.found), phase.runs);
          if (stop === "steps") {
            const end = yield* this.#random(phase.runs, covered);
            if (end) return end;
          } else yield* this.#pause(phase.runs, covered);
          // It may have more steps now.
          const end = unbounded && (yield* this.#prove(unbounded, preemptions, covered));
          if (end) return end;
        }
        runs = phase.runs;
      }
      covered = preemptions;
      this.#covered = covered;
    }
    return this.#result(undefined, runs, covered);
  }

  /** Gives the result so far, and goes on when it is asked to. */
  *#pause(runs: number, covered: number | undefined, randomRuns = 0): Generator<SearchResult, void, void> {
    const { world } = this.#options;
    const before = world.step;
    yield { ...this.#result(undefined, runs, covered), randomRuns };
    // What was run for the verdict.
    this.#discounted += world.step - before;
  }

  /** The number of steps of all runs. */
  get #steps(): number {
    return this.#options.world.step - this.#firstStep - this.#discounted;
  }

  #result(found: Found | undefined, interleavings: number, covered: SearchResult["covered"]): SearchResult {
    return { found, interleavings, steps: this.#steps, covered, randomRuns: 0, isCutShort: this.#isCutShort };
  }

  #found(found: Found, runs: number): SearchResult {
    return this.#result(found, runs, undefined);
  }

  /**
   * Goes on without a bound, as far as its share of the steps allows. It proves nothing when a run does not end or a step hides an access.
   *
   * @returns the end of the whole search, or undefined while the search goes on
   */
  *#prove(
    phase: Phase,
    preemptions: number,
    covered: number | undefined,
  ): Generator<SearchResult | Turn, SearchResult | undefined, void> {
    const { knownStops, world } = this.#options;
    while (!phase.isGivenUp) {
      knownStops.isUsed = true;
      const stop = yield* this.#goOn(phase);
      knownStops.isUsed = false;
      if (stop === "steps") return undefined;
      if (stop === "time") {
        yield* this.#pause(phase.runs, covered);
        continue;
      }
      knownStops.clear();
      if (phase.found) return this.#found(yield* this.#fewer(phase.found, preemptions), phase.runs);
      if (stop === "complete" && !world.hasHiddenAccess) return this.#result(undefined, phase.runs, "all");
      phase.isGivenUp = true;
    }
    return undefined;
  }

  /** Whether a phase has had its steps: half of them without a bound, because that ends early where it ends at all. */
  #hasUsedItsSteps({ search, steps }: Phase): boolean {
    const all = this.#limits.steps;
    return search instanceof ReducedSearch ? steps >= Math.floor(all * UNBOUNDED_PART) : this.#steps >= all;
  }

  *#goOn(phase: Phase): Generator<Turn, Stop, void> {
    this.#phase = phase;
    const { search, options } = phase;
    const { world } = options;
    if (phase.next !== "first" && this.#hasUsedItsSteps(phase)) return "steps";
    for (;;) {
      if (phase.next === "following" && !search.next()) return "complete";
      if (phase.next === "again") search.again();
      if (search instanceof ReducedSearch && search.restarts > phase.restarts) {
        phase.restarts = search.restarts;
        phase.runs = 0;
      }
      const before = world.step;
      const run = new Run(options);
      const end = this.#execute(run, search);
      if (this.#isRunCut) this.#discounted += world.step - before;
      else {
        phase.steps += world.step - before;
        if (end.kind !== "pruned") phase.runs++;
      }
      phase.next = this.#isRunCut ? "again" : "following";
      if (phase.isUnfair && end.kind === "too-long") return "endless";
      if (isFailure(end)) {
        phase.found = foundIn(run, end);
        return "found";
      }
      if (this.#hasUsedItsSteps(phase)) return "steps";
      if (yield* this.#isOver()) return "time";
    }
  }

  /** The shortest failing run with this number of preemptions. */
  *#shorter(found: Found): Generator<Turn, Found, void> {
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
      if (world.step >= last || (yield* this.#isOver())) break;
    } while (search.next());
    return this.#simplified(best);
  }

  /** Looks for a failure with fewer preemptions than one that was found without a bound. @param from - the first number not yet searched */
  *#fewer(found: Found, from: number): Generator<Turn, Found, void> {
    const most = Math.min(found.preemptions - 1, Math.max(2, this.#limits.bound));
    for (let preemptions = from; preemptions <= most; preemptions++) {
      const phase = newPhase(new BoundedSearch(preemptions, found.deaths), this.#options, false);
      const stop = yield* this.#goOn(phase);
      if (phase.found) return yield* this.#shorter(phase.found);
      if (stop !== "complete") break;
    }
    return this.#simplified(found);
  }

  /** A run in which the threads take turns. */
  #inStep(quantum: number): Found | undefined {
    const { world } = this.#options;
    const before = world.step;
    const run = new Run(this.#options);
    const end = this.#execute(run, new RoundRobin(quantum));
    if (this.#isRunCut) this.#discounted += world.step - before;
    return isFailure(end) ? foundIn(run, end) : undefined;
  }

  /** Random runs past the limit of steps. They are forgotten when there are more steps for the search itself. */
  *#random(
    runs: number,
    covered: number | undefined,
  ): Generator<SearchResult | Turn, SearchResult | undefined, void> {
    const { world, threads } = this.#later;
    const all = this.#limits.steps;
    const most = Math.floor(all * RANDOM_PART);
    const restoreFinalStates = this.#options.saveFinalStates();
    const search = new RandomPriorities(this.#limits.seed, 3, 100);
    const first = this.#steps;
    let randomRuns = 0;
    let length = 100;
    let isAgain = false;
    while (this.#limits.steps === all) {
      while (this.#steps - first < most && !(yield* this.#isOver())) {
        if (isAgain) search.again();
        else search.startRun(threads, length);
        const before = world.step;
        const run = new Run(this.#later);
        const end = this.#execute(run, search);
        isAgain = this.#isRunCut;
        if (isAgain) {
          this.#discounted += world.step - before;
          continue;
        }
        randomRuns++;
        length = Math.max(length, run.choices.length);
        if (isFailure(end)) return this.#found(this.#simplified(foundIn(run, end)), randomRuns);
      }
      yield* this.#pause(runs, covered, randomRuns);
    }
    this.#discounted += this.#steps - first;
    restoreFinalStates();
    return undefined;
  }

  #simplified(found: Found): Found {
    return simplified(found, this.#options, (run, chooser) => this.#execute(run, chooser));
  }

  #execute(run: Run, chooser: Parameters<Run["execute"]>[0]): RunEnd {
    this.#isRunCut = false;
    try {
      return run.execute(chooser);
    } catch (error) {
      if (error instanceof TimeIsUp) {
        // The next look at the clock stops the search.
        this.#isRunCut = true;
        this.#isCutShort = true;
        return { kind: "pruned" };
      }
      if (!(error instanceof ShapeChanged)) throw error;
      throw new ExploreError(
        "NOT_REPEATABLE",
        "Run again in the same order, the threads did something else. They keep something from one run to the next, or depend on something that explore() does not control; make everything they use in `shared` or in the thread's function.",
      );
    }
  }

  /** Whether the time is over or the search is to stop. Lets the event loop turn from time to time, so that a notebook can be interrupted. */
  *#isOver(): Generator<Turn, boolean, void> {
    const time = performance.now();
    if (time - this.#lastTurn > EVENT_LOOP_INTERVAL_MS) yield TURN;
    const { signal, milliseconds } = this.#limits;
    if (signal?.aborted) return true;
    if (time - this.#began <= milliseconds) return false;
    this.#isCutShort = true;
    return true;
  }
}
