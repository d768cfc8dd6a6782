import { ExploreError } from "./explore-error.ts";
import { type CheckedOptions, type ExploreOptions, readOptions } from "./options.ts";
import { ExploredProgram } from "./program/explored-program.ts";
import { hostView } from "./program/value-factory.ts";
import { rehearse } from "./rehearsal.ts";
import { CellNames } from "./report/cell-names.ts";
import { failureOf, raceFailure, raceReports } from "./report/failure.ts";
import { judge } from "./report/judge.ts";
import { checkLeaks } from "./report/leaks.ts";
import { isLinearizable, type Model, operationWords, UnknownOperation } from "./report/linearizability.ts";
import { LockWatch } from "./report/lock-watch.ts";
import { outsideWords } from "./report/outside.ts";
import { StateCounter } from "./report/state-counter.ts";
import { summarise } from "./report/summary.ts";
import { timeLimit } from "./runtime/loop-watch.ts";
import { MemoryPrint } from "./runtime/memory-print.ts";
import { plainData } from "./runtime/plain-data.ts";
import { SharedState } from "./runtime/shared-state.ts";
import { endedInTime } from "./runtime/watchdog.ts";
import type { World } from "./runtime/world.ts";
import type { ExplorationOptions } from "./schedule/exploration-options.ts";
import { Futures } from "./schedule/futures.ts";
import { KnownStops } from "./schedule/known-stops.ts";
import { OperationLog } from "./schedule/operation-log.ts";
import { RaceDetector } from "./schedule/races.ts";
import { Run } from "./schedule/run.ts";
import { BrokenRule } from "./schedule/run-end.ts";
import { Script } from "./schedule/scripts.ts";
import { Search } from "./schedule/search.ts";
import type { SearchResult } from "./schedule/search-result.ts";
import { letterOf, readTrace } from "./schedule/trace.ts";
import type { Failure, VerdictData } from "./verdict.ts";

/** The exploration options of a program, for tests and measurements that run a search themselves. */
export function explorationOptionsOf(options: ExploreOptions<never>): ExplorationOptions {
  return new Exploration(options, readOptions(options)).options;
}

/** Runs the threads in one order after the other. @returns what the runs show about all orders */
export async function exploration(options: ExploreOptions<never>): Promise<VerdictData> {
  return (await startExploration(options)).verdict;
}

/** As `exploration`, for a search that can go on where a limit stopped it. */
export async function startExploration(options: ExploreOptions<never>): Promise<Explored> {
  const began = performance.now();
  const checked = readOptions(options);
  const one = new Exploration(options, checked);
  timeLimit.end = began + checked.seconds * 1000;
  one.checkBeforeSteps();
  if (options.replay !== undefined)
    return { verdict: one.verdict(one.replay(options.replay), secondsSince(began)), rest: undefined };
  const result = await one.search({
    steps: checked.steps,
    seconds: checked.seconds,
    signal: options.signal,
  });
  return exploredOf(one, result, checked, secondsSince(began));
}

/** What a stretch of a search has come to. */
function exploredOf(
  one: Exploration,
  result: SearchResult,
  limits: StretchLimits,
  seconds: number,
): Explored {
  const verdict = one.verdict(result, seconds);
  if (one.isDone) return { verdict, rest: undefined };
  return {
    verdict,
    rest: {
      steps: limits.steps,
      seconds: limits.seconds,
      needsSteps: !result.isCutShort,
      async resume(next) {
        const began = performance.now();
        timeLimit.end = began + next.seconds * 1000;
        return exploredOf(one, await one.search(next), next, seconds + secondsSince(began));
      },
    },
  };
}

const secondsSince = (began: number) => (performance.now() - began) / 1000;

/** The limits of one stretch of a search. `steps` is the limit of all stretches together. */
export interface StretchLimits {
  readonly steps: number;
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is left of a search that a limit has stopped. */
export interface Rest {
  /** The limits so far. */
  readonly steps: number;
  readonly seconds: number;
  /** Whether the limit of steps has stopped it, so that it goes on only with more. */
  readonly needsSteps: boolean;
  resume(limits: StretchLimits): Promise<Explored>;
}

/** A verdict, and what is left of its search. */
export interface Explored {
  readonly verdict: VerdictData;
  readonly rest: Rest | undefined;
}

const NOTHING_FOUND: SearchResult = {
  found: undefined,
  interleavings: 0,
  steps: 0,
  covered: undefined,
  randomRuns: 0,
  isCutShort: false,
};

class Exploration {
  readonly #checked: CheckedOptions;
  readonly #given: ExploreOptions<never>;
  readonly #names = new CellNames();
  readonly #races: RaceDetector;
  readonly #states: StateCounter;
  readonly #operations: OperationLog | undefined;
  readonly #options: ExplorationOptions;
  readonly #world: World;
  readonly #shared: unknown;
  readonly #program: ExploredProgram;
  #isReplay = false;
  #isRehearsal = false;
  #isRehearsed = false;
  #isStuck = false;
  #search: Search | undefined;

  constructor(options: ExploreOptions<never>, checked: CheckedOptions) {
    this.#given = options;
    this.#checked = checked;
    const sharedState = new SharedState();
    this.#operations = options.history && new OperationLog();
    const given: unknown = options.shared;
    const shared: unknown = typeof given === "function" ? given() : given;
    this.#shared = shared;
    const program = new ExploredProgram({
      threads: checked.recover ? [...checked.threads, checked.recover] : checked.threads,
      shared,
      scope: options.scope ?? {},
      findings: {
        onMemory: (buffer, path, view, kind) => {
          sharedState.of(buffer);
          this.#names.add(buffer, path, view, kind);
        },
      },
    });
    this.#program = program;
    if (sharedState.all.length === 0) throw noSharedMemory(given);
    const threads = checked.threads.length + (checked.recover ? 1 : 0);
    this.#races = new RaceDetector(threads, (site) => {
      this.#world.hasHiddenAccess = true;
      this.#world.hidden.add(site);
    });
    this.#states = new StateCounter(this.#names);
    this.#world = {
      sharedState,
      clock: 0,
      step: 0,
      operations: this.#operations,
      deaths: [],
      hasHiddenAccess: false,
      hidden: new Set(),
      isLeaked: false,
      usesClock: false,
      usesRandom: false,
      onHiddenAccess() {},
    };
    this.#options = this.#makeOptions(program, shared, threads);
  }

  get options(): ExplorationOptions {
    return this.#options;
  }

  /** @throws ExploreError when the invariant is broken before the first step */
  checkBeforeSteps(): void {
    const { invariant } = this.#given as ExploreOptions<unknown>;
    if (!invariant) return;
    try {
      rule("invariant", () => invariant(hostView(this.#shared)));
    } catch (error) {
      if (!(error instanceof BrokenRule)) throw error;
      const reason = error.cause instanceof Error ? `: ${error.cause.message}` : "";
      throw new ExploreError(
        "INVALID_OPTIONS",
        `The invariant does not hold before the first step${reason}. Give shared a state in which it holds, or change the rule.`,
      );
    }
  }

  /** Whether the search has come to its end. */
  get isDone(): boolean {
    return this.#isStuck || this.#search?.isDone === true;
  }

  /** Searches up to a limit; called again, it goes on. */
  async search({ steps, signal }: StretchLimits): Promise<SearchResult> {
    const { bound, seed, crashes } = this.#checked;
    if (!this.#isRehearsed) {
      this.#isRehearsal = true;
      const rehearsed = endedInTime(() => rehearse(this.#options, () => this.#program.startFresh()));
      this.#isRehearsal = false;
      if ("stuckIn" in rehearsed) {
        this.#isStuck = true;
        return { ...NOTHING_FOUND, isCutShort: true, ...rehearsed };
      }
      this.#isRehearsed = rehearsed.value;
    }
    // What the rehearsal took counts, too.
    const milliseconds = Math.max(1, timeLimit.end - performance.now());
    this.#search ??= new Search(this.#options, { bound, crashes, steps, seed, milliseconds, signal });
    const result = await this.#search.search({ steps, milliseconds, signal });
    const isUntouched = result.steps === 0 && !this.#world.hasHiddenAccess;
    if (isUntouched && !result.found && !result.isCutShort) throw untouched();
    return result;
  }

  /** Makes the one run that a trace describes. */
  replay(trace: string): SearchResult {
    this.#isReplay = true;
    const choices = readTrace(trace, this.#options.threads);
    const run = new Run(this.#options);
    const ended = endedInTime(() => run.execute(new Script(choices)));
    if ("stuckIn" in ended) return { ...NOTHING_FOUND, isCutShort: true, ...ended };
    const end = ended.value;
    if (end.kind === "pruned")
      throw new ExploreError(
        "BAD_TRACE",
        `The trace cannot be replayed: at step ${run.choices.length + 1} the thread that it names cannot go on. Is it a trace of these threads?`,
      );
    const isFailure = end.kind !== "finished";
    const found = isFailure
      ? { end, choices: run.choices, preemptions: run.preemptions, deaths: this.#world.deaths.length }
      : undefined;
    return { ...NOTHING_FOUND, found, interleavings: 1, steps: run.choices.length };
  }

  verdict(result: SearchResult, seconds: number): VerdictData {
    // A failure is run again to describe it, however late it is.
    timeLimit.end = Number.POSITIVE_INFINITY;
    const restoreFinalStates = this.#states.save();
    const failure = this.#failure(result);
    restoreFinalStates();
    const races = raceReports(this.#races, this.#names);
    const { recover, crashes } = this.#checked;
    const threads = [...this.#checked.threads, ...(recover ? [recover] : [])].map(({ name }) => name);
    return {
      passed: failure === undefined,
      summary:
        this.#isReplay && failure === undefined && result.stuckIn === undefined
          ? "This interleaving does not fail."
          : summarise(
              result,
              failure,
              this.#checked.threads.length,
              crashes,
              races.length > 0,
              outsideWords(this.#world.hidden),
            ),
      threads,
      failure: failure ?? null,
      races,
      covered: result.covered ?? null,
      interleavings: result.interleavings,
      steps: result.steps,
      seconds,
      finalStates: this.#states.all,
      notes: this.#notes(),
    };
  }

  #failure(result: SearchResult): Failure | undefined {
    if (result.found) return failureOf(this.#options, result.found.choices, this.#names, judge);
    const { failOnRace } = this.#checked;
    return failOnRace ? raceFailure(this.#options, this.#races, this.#names) : undefined;
  }

  #notes(): string[] {
    const notes: string[] = [];
    if (this.#world.usesRandom)
      notes.push(`Math.random() gave the same numbers in every run (seed ${this.#checked.seed}).`);
    if (this.#world.usesClock) notes.push("The clock was a model: time passes when every thread waits.");
    if (this.#world.hasHiddenAccess)
      notes.push(
        `Shared memory was touched by code that cannot be divided into steps${outsideWords(this.#world.hidden).replace(", outside", ":")}. Nothing is claimed about orders that switch inside it.`,
      );
    return notes;
  }

  #makeOptions(program: ExploredProgram, shared: unknown, threads: number): ExplorationOptions {
    const { invariant, finally: atEnd, locks } = this.#given as ExploreOptions<unknown>;
    let host: unknown;
    const view = () => {
      host ??= hostView(shared);
      return host;
    };
    const watch =
      locks &&
      new LockWatch(
        lockWords(locks(view())),
        this.#world,
        this.#checked.recover !== undefined,
        ([array, index]) => this.#nameOfWord(array, index),
      );
    const died = () => this.#world.deaths.map(({ thread }) => thread);
    return {
      world: this.#world,
      threads,
      crashes: this.#checked.crashes,
      futures: new Futures(this.#world.sharedState.all.length),
      knownStops: new KnownStops(),
      memoryPrint: new MemoryPrint(),
      operations: this.#operations,
      ruleState:
        watch || this.#operations ? () => (watch?.state ?? 0) ^ (this.#operations?.print.a ?? 0) : undefined,
      hasRecovery: this.#checked.recover !== undefined,
      seed: this.#checked.seed,
      mostSteps: this.#checked.stepsPerRun,
      races: this.#races,
      prepare: () => {
        host = undefined;
        watch?.startRun();
        return program.prepare();
      },
      inspect:
        invariant || watch
          ? (op, thread) => {
              watch?.onWrite(op, thread.index);
              if (invariant) rule("invariant", () => invariant(view()));
            }
          : undefined,
      saveFinalStates: () => this.#states.save(),
      conclude: (results, run) => {
        if (!this.#isRehearsal) this.#states.count();
        watch?.onEnd();
        this.#checkHistory();
        if (this.#checked.leaks) checkLeaks(run, this.#names);
        if (atEnd) {
          const given = results.slice(0, this.#checked.threads.length).map(plainData);
          rule("finally", () => atEnd(view(), given, died()));
        }
      },
    };
  }

  /** @throws BrokenRule when the operations of the run have no order that the model explains */
  #checkHistory(): void {
    const { history } = this.#given as ExploreOptions<unknown>;
    if (history === undefined || this.#operations === undefined) return;
    const { records } = this.#operations;
    let isRight: boolean;
    try {
      isRight = isLinearizable(records, history.model as () => Model);
    } catch (error) {
      if (!(error instanceof UnknownOperation)) throw error;
      throw new ExploreError(
        "INVALID_OPTIONS",
        `history.model() returns an object without a method ${error.message}(), but a thread calls operation("${error.message}", …).`,
      );
    }
    if (isRight) return;
    const words = [...records]
      .sort((a, b) => a.from - b.from)
      .map((one) => `${letterOf(one.thread)} ${operationWords(one)}`);
    const error = new Error(
      `Not linearizable: no order of these operations explains their results: ${words.join("; ")}.`,
    );
    throw new BrokenRule("history", error);
  }

  #nameOfWord(array: Int32Array, index: number): string {
    const low = array.byteOffset + index * array.BYTES_PER_ELEMENT;
    // A rule about locks gets only views of shared memory.
    const memory = this.#world.sharedState.of(array.buffer as unknown as SharedArrayBuffer);
    return this.#names.name(memory, low, low + array.BYTES_PER_ELEMENT);
  }
}

/** The words that the rule about locks gave. @throws ExploreError `INVALID_OPTIONS` */
function lockWords(given: unknown): readonly (readonly [view: Int32Array, index: number])[] {
  const wrong = (what: string) =>
    new ExploreError(
      "INVALID_OPTIONS",
      `locks must return the words that are locks, as [[words, 0]], but ${what}.`,
    );
  if (!Array.isArray(given)) throw wrong(`returned ${given === null ? "null" : typeof given}`);
  for (const word of given as unknown[]) {
    const [view, index] = Array.isArray(word) ? (word as unknown[]) : [];
    if (!(view instanceof Int32Array) || !(view.buffer instanceof SharedArrayBuffer))
      throw wrong("one of them is no Int32Array on shared memory");
    if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index >= view.length)
      throw wrong(`one has the index ${String(index)}, and its view has ${view.length} words`);
  }
  return given as never;
}

/** @throws BrokenRule when a rule returns false or throws */
function rule(by: "invariant" | "finally", check: () => unknown): void {
  let answer: unknown;
  try {
    answer = check();
  } catch (error) {
    throw new BrokenRule(by, error);
  }
  if (answer instanceof Promise)
    throw new ExploreError("INVALID_OPTIONS", `${by} must answer at once, but it returned a promise.`);
  if (answer === false) throw new BrokenRule(by, undefined);
}

function noSharedMemory(shared: unknown): ExploreError {
  return new ExploreError(
    "NO_SHARED_MEMORY",
    `The threads share no memory: ${shared === undefined ? "shared is missing" : "there is no SharedArrayBuffer in shared"}, and plain data reaches each thread as a copy. Share a typed array: shared: { words: new Int32Array(new SharedArrayBuffer(64)) }.`,
  );
}

function untouched(): ExploreError {
  return new ExploreError(
    "NO_SHARED_MEMORY",
    "No thread touched shared memory, so they cannot get into each other's way and there is nothing to explore. Do the functions use what they get as their argument?",
  );
}
