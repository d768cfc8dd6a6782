import { AsyncLocalStorage } from "node:async_hooks";
import { LONGEST_TIMER_MS } from "../clock.ts";
import { SwarmError } from "../errors.ts";
import type { PoolOptions, PoolRun, RunOptions, WorkerPool } from "../executor.ts";
import { type Bundle, Serializer } from "../transfer/index.ts";
import { CodeNumbers } from "./code-numbers.ts";
import type { AgentType, JobMessage } from "./messages.ts";
import type { PoolWorker } from "./pool-worker.ts";
import { type RunHost, RunInPool } from "./run-in-pool.ts";
import { RunProgram } from "./run-program.ts";
import { serializeAgents } from "./serialize-agents.ts";
import { Turns } from "./turns.ts";

/** How often the start of a worker is tried, once one has started. */
const START_TRIES = 3;

/** How long an idle worker keeps the program of a run that has ended, in milliseconds. */
const FORGET_AFTER_MS = 1000;

/** Job numbers begin again at 0 when they come near to the end of 32 bits. */
const MOST_JOBS = 2 ** 30;

/** The agents of a run as they are sent to workers. */
export interface SerializedRun {
  readonly bundle: Bundle;
  readonly types: readonly AgentType[];
  /** By the agent's index. */
  readonly messages: readonly JobMessage[];
  /** The serialized `shared` option. */
  readonly shared: unknown;
  /**
   * The function or class of a name in the bundle; undefined when only workers know it. Without it, results are not read here: one
   * that is not plain data is an `UnreadCopy`, for the coordinator that has the classes.
   */
  valueNamed?(name: string): unknown;
}

/** How threads differ from processes, for their pool. */
export interface PoolKind<W extends PoolWorker> {
  /** Starts a worker, which loads the program of a run at once if it is given. Throws when the system has no room for it. */
  start(program: RunProgram | undefined): W;
  /** @throws SwarmError CANNOT_TRANSFER when something of a run cannot cross to such a worker */
  check?(options: RunOptions, bundle?: Bundle): void;
  /** Ends what all workers have in common. */
  close?(): Promise<void>;
  /** How many messages of work a worker may have at once, where the run sends chunks. */
  readonly depth: number;
  /** Whether the next worker may start while the one that it replaces is still ending. */
  readonly replacesBeforeEnd: boolean;
  /** How long before a worker may be killed a spare one starts, in milliseconds. @default none starts */
  readonly spareLeadMs?: number;
}

/**
 * Workers that several runs share. It starts them, gives free ones to the runs in turn, and replaces those that are lost or
 * worn out. A worker has work of one run at a time, so a lost worker fails only the agent that it was running.
 */
export class SharedPool<W extends PoolWorker> implements WorkerPool, RunHost<W> {
  readonly options: PoolOptions;
  readonly depth: number;
  readonly turns = new Turns<W>();
  readonly workers = new Set<W>();
  readonly #kind: PoolKind<W>;
  readonly #spares = new Set<W>();
  readonly #programs = new Map<number, RunProgram>();
  readonly #codes = new CodeNumbers();
  readonly #onBehalfOfOpener = AsyncLocalStorage.snapshot();
  #lastRun = 0;
  #nextJob = 0;
  #isClosing = false;
  /** Whether any worker has become ready, so that another one can start as well. */
  #hasStarted = false;
  #failedStarts = 0;
  #forgetTimer: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions, kind: PoolKind<W>) {
    this.options = options;
    this.#kind = kind;
    this.depth = kind.depth;
  }

  enter(options: RunOptions): PoolRun {
    this.#kind.check?.(options);
    const { agents, settings } = options;
    const serializer = new Serializer();
    const { types, messages } = serializeAgents(agents, serializer, this.nextJob());
    const shared = serializer.addValue(settings.shared, "shared");
    const bundle = serializer.bundle();
    this.#kind.check?.(options, bundle);
    const valueNamed = (name: string) => serializer.valueNamed(name);
    return this.enterSerialized(options, { bundle, types, messages, shared, valueNamed }, this.#nextJob);
  }

  /**
   * Takes in a run whose agents are serialized already. A message may be added to `messages` later, before its job is run.
   *
   * @param firstJob the number of the first agent's job, where the messages have numbers already
   */
  enterSerialized(
    options: RunOptions,
    { bundle, types, messages, shared, valueNamed }: SerializedRun,
    firstJob = this.nextJob(),
  ): PoolRun {
    const { number: code, givenUp } = this.#codes.numberOf({ code: bundle.code, types });
    if (givenUp !== undefined) for (const worker of this.workers) worker.forget(undefined, givenUp);
    const run = ++this.#lastRun;
    this.#nextJob = firstJob + options.agents.length;
    const parts = { run, firstJob, code, bundle, types, messages, shared, valueNamed };
    const program = new RunProgram(options, parts);
    this.#programs.set(run, program);
    return new RunInPool(this, program);
  }

  /** The number that the first job of the next run gets. */
  nextJob(): number {
    if (this.#nextJob > MOST_JOBS) this.#nextJob = 0;
    return this.#nextJob;
  }

  async start(run?: PoolRun): Promise<void> {
    const program = run instanceof RunInPool ? run.program : undefined;
    const missing = this.options.concurrency - this.workers.size;
    const started = Array.from({ length: missing }, () => this.#startNow(program));
    await Promise.all(started.map(({ ready }) => ready));
  }

  /** Passes on an error of an agent that has ended. The error is dropped when the whole run has ended. */
  onUnhandled(run: number, agentId: number, reason: string): void {
    this.#programs.get(run)?.options.onUnhandled(agentId, reason);
  }

  acquire(program: RunProgram): W | undefined | Promise<W | undefined> {
    const free = this.turns.take();
    if (free !== undefined) return free;
    const ahead = this.#workerToSendAhead(program);
    if (ahead !== undefined) return ahead;
    const turn = this.turns.wait(program.run);
    this.fill();
    for (const worker of this.workers) if (worker.program !== program) worker.askToYield();
    return turn;
  }

  /**
   * A worker that runs a chunk is sent the run's next one already, so that it never waits for the coordinator. A single
   * agent is sent to a free worker only, because the agent before it might run for long.
   */
  #workerToSendAhead(program: RunProgram): W | undefined {
    const { chunk } = program.options.settings;
    const isAllowed = chunk > 1 && this.options.maxTasksPerWorker === undefined;
    if (!isAllowed || this.turns.isAwaited(program.run)) return undefined;
    for (const worker of this.workers) {
      const isOurs = worker.isStaying && !worker.isWornOut && worker.program === program;
      if (isOurs && worker.pending > 0 && worker.pending < this.depth) return worker;
    }
    return undefined;
  }

  /** The worker goes to the run whose turn is next, or is replaced. */
  release(worker: W): void {
    if (!worker.isStaying || worker.pending > 0) return;
    const { maxTasksPerWorker = Number.POSITIVE_INFINITY, concurrency } = this.options;
    if (worker.isWornOut || worker.tasksDone >= maxTasksPerWorker) {
      this.replace(worker);
      return;
    }
    this.turns.give(worker);
    // A spare worker is not needed when the one that it was for has stayed.
    const [spare] = this.#spares;
    if (spare !== undefined && this.#staying() > concurrency) {
      this.#spares.delete(spare);
      void spare.terminate();
    }
  }

  replace(worker: W): void {
    // Not awaited, so that the next one can start meanwhile; `close` waits for all of them.
    void worker.terminate();
    this.fill();
  }

  /** Starts workers for the runs that wait, or, where the pool stays open, for every one that is lost. */
  fill(): void {
    while (!this.#isClosing && this.#occupied() < this.options.concurrency) {
      const isWanted = this.turns.isAwaited() || (this.options.staysOpen && this.#hasStarted);
      if (!isWanted) return;
      const [spare] = this.#spares;
      if (spare === undefined) {
        if (!this.#startLater()) return;
      } else {
        this.#spares.delete(spare);
        spare.ready.then(
          () => this.release(spare),
          () => {},
        );
      }
    }
  }

  startSpareFor(worker: W, grace: number): void {
    const { spareLeadMs } = this.#kind;
    if (spareLeadMs === undefined || grace * 1000 > LONGEST_TIMER_MS) return;
    setTimeout(
      () => {
        const mayBeKilled = [...this.workers].filter((one) => one.isAskedToStop).length;
        const { program } = worker;
        const isNeeded = worker.isAskedToStop && this.#spares.size < mayBeKilled;
        if (!isNeeded || this.#isClosing || program?.isDraining) return;
        try {
          this.#spares.add(this.#launch(program));
        } catch {
          // It is tried again when a run waits for the worker.
        }
      },
      Math.max(0, grace * 1000 - spareLeadMs),
    ).unref();
  }

  leave(program: RunProgram): void {
    program.hasLeft = true;
    this.#programs.delete(program.run);
    this.turns.withdraw(program.run);
    for (const worker of this.workers) worker.forget(program, undefined);
    this.#forgetTimer ??= setTimeout(() => {
      this.#forgetTimer = undefined;
      for (const worker of this.workers) worker.sendForgotten();
    }, FORGET_AFTER_MS).unref();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#forgetTimer);
    const gone = [...this.workers].map((worker) => (this.#kind.close ? worker.gone : worker.terminate()));
    await this.#kind.close?.();
    await Promise.all(gone);
  }

  #staying(): number {
    let count = 0;
    for (const worker of this.workers) if (worker.isStaying) count++;
    return count;
  }

  /** How many of the places for workers are taken. */
  #occupied(): number {
    return this.#kind.replacesBeforeEnd ? this.#staying() - this.#spares.size : this.workers.size;
  }

  /** The program that a new worker loads at once. One that may be at fault is sent later, so that its own run learns why. */
  #nextProgram(): RunProgram | undefined {
    const { next } = this.turns;
    const program = next === undefined ? undefined : this.#programs.get(next);
    return program?.hasFailedToLoad ? undefined : program;
  }

  #startNow(program: RunProgram | undefined): W {
    const worker = this.#launch(program);
    worker.ready.then(
      () => this.release(worker),
      () => {},
    );
    return worker;
  }

  /** Starts a worker for those who wait. Returns false when none can be started. */
  #startLater(): boolean {
    try {
      const worker = this.#launch(this.#nextProgram());
      worker.ready.then(
        () => this.release(worker),
        (error: unknown) => this.#onStartFailed(error),
      );
      return true;
    } catch (error) {
      this.#onStartFailed(error);
      return false;
    }
  }

  /** Once a worker has started, another one can start as well, so on a busy machine it is tried again. */
  #onStartFailed(error: unknown): void {
    if (this.#isClosing) return;
    if (this.#hasStarted && ++this.#failedStarts < START_TRIES) {
      this.fill();
      return;
    }
    this.#failedStarts = 0;
    this.turns.fail(error);
    if (this.turns.isAwaited()) this.fill();
  }

  #launch(program: RunProgram | undefined): W {
    // A worker outlives the run that makes it start, so it starts on behalf of the code that opened the pool.
    const worker = this.#onBehalfOfOpener(() => this.#kind.start(program));
    this.workers.add(worker);
    worker.ready.then(
      () => {
        this.#hasStarted = true;
        this.#failedStarts = 0;
        if (program !== undefined) program.hasLoaded = true;
      },
      () => {},
    );
    void worker.gone.then(() => {
      this.workers.delete(worker);
      this.#spares.delete(worker);
      this.turns.remove(worker);
      // One that never ran an agent is not replaced before it is needed, so that starts do not repeat without end.
      if (worker.tasksDone > 0 || this.turns.isAwaited()) this.fill();
    });
    return worker;
  }
}

/** A worker did not start. */
export function cannotStart(what: string, reason: string, cause?: unknown): SwarmError {
  return new SwarmError("CANNOT_START", `${what} did not start: ${reason}`, { cause });
}
