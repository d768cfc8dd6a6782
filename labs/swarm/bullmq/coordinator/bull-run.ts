import { AgentError } from "../../../agents/index.ts";
import type { ReadRules } from "../../../common/copy/copy.ts";
import { errorMessage } from "../../../common/error-message.ts";
import { agentTypeOf } from "../../agent-type.ts";
import { swarmClock } from "../../clock.ts";
import { SwarmError } from "../../errors.ts";
import type { Job, Outcome, PoolOptions, PoolRun, Running, RunOptions } from "../../executor.ts";
import { failedResult } from "../../failed-result.ts";
import type { JobMessage } from "../../worker/messages.ts";
import { EngineError } from "../engine-error.ts";
import type { EngineSettings } from "../engine-options.ts";
import { localRuns } from "../machine/local-runs.ts";
import { MOST_LOST_MACHINES } from "../machine/machine.ts";
import { buildOfLabs } from "../wire/build.ts";
import { encode } from "../wire/codec.ts";
import { type JobData, jobIdOf, LIFETIME_MS, signedJob } from "../wire/job-data.ts";
import type { ToCoordinator } from "../wire/messages.ts";
import { decodeResult, isResultOf, type Refusal } from "../wire/result-data.ts";
import { nameOf } from "../wire/run-store.ts";
import type { RunRecord } from "../wire/stored-run.ts";
import type { Connection } from "./connection.ts";
import type { FairOrder } from "./fair-order.ts";
import type { QueueRun } from "./queue-run.ts";
import { RunModels } from "./run-models.ts";

/** How long a job that a machine has refused waits before it is sent again, in milliseconds. */
const REFUSED_WAIT_MS = 250;

/** How often a job may be refused before its agent fails. */
const MOST_REFUSALS = 4;

/** How long a job may give no sign before the engine is asked what became of it, in milliseconds. */
const SILENT_MS = 4000;

/** How many silent jobs are asked for at once. */
const MOST_ASKED = 50;

/** A job that was sent and has not ended. */
interface Pending {
  attempt: number;
  /** Its place in the order of all runs. */
  readonly number: number | undefined;
  refusals: number;
  /** When there was a sign of it last, by `performance.now()`. */
  seenAt: number;
  begun: { readonly worker: string; readonly machine: string; readonly since: number } | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface BullRunParts {
  /** The run as its jobs name it. */
  readonly run: string;
  /** Whether another coordinator has begun it. */
  readonly resumed: boolean;
  readonly options: RunOptions;
  readonly pool: PoolOptions;
  readonly settings: EngineSettings;
  /** The run's program, encoded. */
  readonly program: string;
  readonly record: RunRecord;
  /** How results are read. A run that was resumed knows the classes of modules only. */
  readonly rules: ReadRules;
  /** Opens the engine, at the first call. */
  readonly connect: () => Promise<Connection>;
  /** The order of the jobs of all runs; undefined where the queue has no other run. */
  readonly order: FairOrder | undefined;
  /** Called when the run has left the pool. */
  readonly onLeft: () => void;
}

/** One run whose agents are jobs of a queue. Each agent is one job for each of its tries. */
export class BullRun implements PoolRun, QueueRun {
  readonly id: string;
  readonly lanes: number;
  loadError: SwarmError | undefined;
  readonly reportsBegin = true;
  readonly notes: string[] = [];
  readonly #parts: BullRunParts;
  readonly #pending = new Map<Job, Pending>();
  /** How many times each agent was sent before. */
  readonly #attempts: number[] = [];
  readonly #rerun = new Set<Job>();
  readonly #nextNumber: (() => number) | undefined;
  #connection: Connection | undefined;
  #entered: Promise<Connection> | undefined;
  #models: RunModels;
  #now: () => number = () => 0;
  #isDraining = false;
  #hasLeft = false;
  #terms = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: BullRunParts) {
    this.#parts = parts;
    this.id = parts.run;
    this.#nextNumber = parts.order?.forRun();
    const { options, settings, pool } = parts;
    // Where the own worker counts the agents that run, the queue takes all of them at once.
    const most = settings.workers === "own" ? MOST_WAITING : pool.concurrency;
    this.lanes = Math.min(most, options.agents.length);
    this.#models = new RunModels(options, () => this.#now());
  }

  begin(startTime: bigint): void {
    localRuns.set(this.id, {
      startTime,
      onCompleted: (...told) => this.onCompleted(...told),
      onFailed: (...told) => this.onFailed(...told),
      onStalled: (...told) => this.onStalled(...told),
    });
    this.#now = swarmClock(startTime);
    this.#models = new RunModels(this.#parts.options, this.#now);
  }

  async run(take: (worker: string) => readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void> {
    const connection = await this.enter();
    if (this.#isDraining) return;
    const [job] = take("");
    if (job === undefined) return;
    const attempt = (this.#attempts[job] ?? -1) + 1;
    this.#attempts[job] = attempt;
    await new Promise<void>((resolve, reject) => {
      const seenAt = performance.now();
      const number = this.#nextNumber?.();
      this.#pending.set(job, {
        attempt,
        number,
        refusals: 0,
        seenAt,
        begun: undefined,
        onOutcome,
        resolve,
        reject,
      });
      this.#send(connection, job);
    });
  }

  /**
   * Opens the engine, and stores what other machines need, at the first call.
   *
   * @throws SwarmError CANNOT_START when the engine cannot be used, or another coordinator leads the run
   */
  enter(): Promise<Connection> {
    this.#entered ??= this.#enter().catch((error: unknown) => {
      this.loadError = SwarmError.is(error)
        ? error
        : new SwarmError("CANNOT_START", errorMessage(error), { cause: error });
      throw this.loadError;
    });
    return this.#entered;
  }

  withdraw(): void {}

  *running(): Iterable<Running> {
    for (const [job, { begun }] of this.#pending)
      if (begun !== undefined) yield { job, since: begun.since, worker: begun.worker };
  }

  drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#connection?.channel.send("all machines", { kind: "drain", run: this.id });
    for (const [job, pending] of this.#pending)
      if (pending.begun === undefined) void this.#withdraw(job, pending);
  }

  requestStop(job: Job): void {
    this.#order("stop", job);
    this.#models.stop(job);
  }

  kill(job: Job): void {
    this.#order("kill", job);
  }

  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#isDraining = true;
    clearInterval(this.#timer);
    this.#models.endAll();
    localRuns.delete(this.id);
    const connection = this.#connection;
    if (connection !== undefined) {
      connection.channel.send("all machines", { kind: "ended", run: this.id });
      connection.channel.ignore(`run ${this.id}`);
      connection.runs.delete(this.id);
      connection.trackClosing(connection.store.remove(this.id, this.#terms));
    }
    this.#parts.onLeft();
  }

  /** A message of a worker machine. */
  receive(message: ToCoordinator): void {
    if (this.#hasLeft) return;
    switch (message.kind) {
      case "time":
        this.#connection?.channel.send(`machine ${message.machine}`, {
          kind: "time",
          id: message.id,
          elapsed: this.#now(),
        });
        return;
      case "stray":
        this.#parts.options.onUnhandled(message.agentId, message.reason);
        return;
      case "who leads":
        this.#connection?.channel.send(`run ${message.from}`, { kind: "leads", run: this.id });
        return;
      case "begun":
        this.#onBegun(message);
        return;
      case "model":
        this.#onModel(message);
    }
  }

  /** A return value of one of its jobs. */
  onCompleted(job: Job, attempt: number, value: unknown): void {
    const pending = this.#pendingOf(job, attempt);
    if (pending === undefined) return;
    const { key } = this.#connection as Connection;
    if (!isResultOf(value, { run: this.id, job, attempt }, key)) {
      this.#onRefused(job, pending, {
        code: "NOT_SIGNED",
        message:
          "A worker sent a result that is not signed by this project's key; give all machines the same SWARM_KEY or .lab/swarm.key.",
      });
      return;
    }
    if (value.refusal !== null) {
      this.#onRefused(job, pending, value.refusal);
      return;
    }
    if (value.outcome === null) {
      // The worker has not begun it, because the run is stopped.
      this.#end(job, pending);
      return;
    }
    if (pending.begun === undefined) {
      this.#parts.order?.begun(pending.number);
      // It was done before its worker has reported its begin.
      this.#parts.options.onBegun?.(job, value.worker);
    }
    if (value.begun > 1) this.#noteRerun(job, value.begun);
    const result = decodeResult(
      value.outcome,
      this.#agentOf(job),
      value.worker,
      this.#now(),
      this.#parts.rules,
    );
    this.#end(job, pending, { job, result, workerLost: value.workerLost });
  }

  /** A job that BullMQ has given up. */
  onFailed(job: Job, attempt: number, reason: string): void {
    const pending = this.#pendingOf(job, attempt);
    if (pending === undefined) return;
    const isLost = /stalled/.test(reason);
    const message = isLost
      ? `was given up, because ${MOST_LOST_MACHINES} worker machines were lost while they ran it`
      : `was lost by its engine: ${reason}`;
    if (isLost) this.#noteRerun(job, MOST_LOST_MACHINES);
    this.#fail(job, pending, isLost ? "MACHINE_LOST" : "LOST", message, isLost);
  }

  /** Its machine was lost, and another one gets the job. */
  onStalled(job: Job, attempt: number): void {
    const pending = this.#pendingOf(job, attempt);
    if (pending === undefined) return;
    pending.begun = undefined;
    pending.seenAt = performance.now();
    this.#models.end(job);
  }

  /** No worker machine answers any more. */
  failAll(error: unknown): void {
    for (const [job, pending] of [...this.#pending]) {
      this.#pending.delete(job);
      pending.reject(error);
    }
  }

  async #enter(): Promise<Connection> {
    const connection = await this.#parts.connect();
    this.#connection = connection;
    const { options, program, record, resumed } = this.#parts;
    connection.runs.set(this.id, this);
    connection.channel.listen(`run ${this.id}`, (message) => this.receive(message as ToCoordinator));
    try {
      if (resumed) await this.#takeOver(connection);
      else {
        if (options.runId !== undefined) await this.#claim(connection, 0);
        await connection.store.save(this.id, program, record);
      }
    } catch (error) {
      connection.runs.delete(this.id);
      throw error;
    }
    this.#timer = setInterval(() => void this.#askForSilent(connection), SILENT_MS / 2);
    this.#timer.unref();
    return connection;
  }

  async #takeOver(connection: Connection): Promise<void> {
    await connection.refuseIfLed(this.id);
    await this.#claim(connection, await connection.store.terms(this.id));
    connection.channel.send("all machines", { kind: "what runs", run: this.id });
  }

  async #claim({ store, name }: Connection, term: number): Promise<void> {
    if (!(await store.takeLead(this.id, term, name)))
      throw new EngineError(
        "RUN_IS_TAKEN",
        `Another coordinator leads the run ${nameOf(this.id)}, or was lost; choose another runId, or go on with that run by resumeMultiAgentSystem(${JSON.stringify(nameOf(this.id))}).`,
      );
    this.#terms = term + 1;
  }

  #send(connection: Connection, job: Job): void {
    const pending = this.#pending.get(job);
    if (pending === undefined) return;
    const { attempt } = pending;
    const id = jobIdOf(this.id, job, attempt);
    connection.adder.add({
      id,
      data: this.#dataOf(job, attempt, connection),
      priority: pending.number,
      isWanted: () => this.#pending.get(job) === pending && !this.#isDraining,
      onAdded: () => {
        // The first look at a job of a resumed run finds what the lost coordinator has reached.
        if (this.#parts.resumed) void this.#look(connection, job, pending);
      },
    });
  }

  #dataOf(job: Job, attempt: number, { key }: Connection): JobData {
    const { record, pool, options } = this.#parts;
    const { timeout, grace } = options.settings;
    return signedJob(
      {
        build: buildOfLabs(),
        run: this.id,
        job,
        attempt,
        program: record.program,
        work: encode(record.messages[job] as JobMessage),
        timeout: timeout ?? null,
        grace,
        memoryLimit: pool.memoryLimit ?? null,
        maxTasksPerWorker: pool.maxTasksPerWorker ?? null,
        expires: Date.now() + LIFETIME_MS,
      },
      key,
    );
  }

  #onBegun({ job, attempt, worker, machine, since }: Extract<ToCoordinator, { kind: "begun" }>): void {
    const pending = this.#pendingOf(job, attempt);
    if (pending === undefined) return;
    const isFirst = pending.begun === undefined;
    this.#parts.order?.begun(pending.number);
    pending.begun = { worker, machine, since: Math.min(since, this.#now()) };
    pending.seenAt = performance.now();
    if (isFirst) this.#parts.options.onBegun?.(job, worker);
  }

  #onModel({ job, attempt, machine, message }: Extract<ToCoordinator, { kind: "model" }>): void {
    if (this.#pendingOf(job, attempt) === undefined) return;
    const address = `machine ${machine}` as const;
    this.#models.receive(job, message, (reply) =>
      this.#connection?.channel.send(address, { kind: "model", run: this.id, job, attempt, reply }),
    );
  }

  #order(kind: "stop" | "kill", job: Job): void {
    const pending = this.#pending.get(job);
    if (pending?.begun === undefined) return;
    const { attempt, begun } = pending;
    this.#connection?.channel.send(`machine ${begun.machine}`, { kind, run: this.id, job, attempt });
  }

  /** Takes a job back that no worker has begun. One that a worker has just taken ends there. */
  async #withdraw(job: Job, pending: Pending): Promise<void> {
    const { attempt } = pending;
    try {
      const removed = await this.#connection?.queue.remove(jobIdOf(this.id, job, attempt));
      if (removed === 0) return;
    } catch {
      // A worker has it, or the engine is away; the job is looked for again.
      return;
    }
    if (this.#pending.get(job) === pending && pending.begun === undefined) this.#end(job, pending);
  }

  #onRefused(job: Job, pending: Pending, refusal: Refusal): void {
    if (this.#isDraining) {
      this.#end(job, pending);
      return;
    }
    if (!this.notes.includes(refusal.message)) this.notes.push(refusal.message);
    if (++pending.refusals >= MOST_REFUSALS) {
      this.#fail(
        job,
        pending,
        refusal.code,
        `was refused by every worker that it was sent to: ${refusal.message}`,
        false,
      );
      return;
    }
    pending.attempt = (this.#attempts[job] ?? 0) + 1;
    this.#attempts[job] = pending.attempt;
    pending.seenAt = performance.now();
    setTimeout(() => {
      const connection = this.#connection;
      if (connection !== undefined && this.#pending.get(job) === pending) this.#send(connection, job);
    }, REFUSED_WAIT_MS);
  }

  #fail(job: Job, pending: Pending, code: string, message: string, workerLost: boolean): void {
    const agent = this.#agentOf(job);
    const at = this.#now();
    const when = {
      worker: pending.begun?.worker ?? "none",
      startedAt: pending.begun?.since ?? at,
      endedAt: at,
    };
    const result = failedResult(agent, new AgentError(message, { code, ...agent }), when);
    this.#end(job, pending, { job, result, workerLost });
  }

  #end(job: Job, pending: Pending, outcome?: Outcome): void {
    this.#pending.delete(job);
    this.#models.end(job);
    if (outcome !== undefined) pending.onOutcome(outcome);
    pending.resolve();
  }

  #noteRerun(job: Job, times: number): void {
    if (this.#rerun.has(job)) return;
    this.#rerun.add(job);
    const often = times === 2 ? "twice" : `${times} times`;
    this.notes.push(
      `Agent ${this.#agentOf(job).agentId} was begun ${often}, because a worker machine was lost; its result counts once.`,
    );
  }

  /** Asks the engine for jobs that gave no sign for a while, because events can be lost. */
  async #askForSilent(connection: Connection): Promise<void> {
    const limit = performance.now() - SILENT_MS;
    let asked = 0;
    for (const [job, pending] of this.#pending) {
      if (pending.seenAt > limit) continue;
      pending.seenAt = performance.now();
      void this.#look(connection, job, pending);
      if (++asked >= MOST_ASKED) return;
    }
  }

  async #look(connection: Connection, job: Job, pending: Pending): Promise<void> {
    const { attempt } = pending;
    const id = jobIdOf(this.id, job, attempt);
    try {
      const found = await connection.queue.getJob(id);
      if (this.#pending.get(job) !== pending || pending.attempt !== attempt) return;
      if (found === undefined) {
        if (this.#isDraining) this.#end(job, pending);
        else this.#send(connection, job);
      } else if (found.finishedOn !== undefined) {
        if (found.failedReason) this.onFailed(job, attempt, found.failedReason);
        else this.onCompleted(job, attempt, found.returnvalue);
      } else if (this.#isDraining && pending.begun === undefined) void this.#withdraw(job, pending);
    } catch {
      // The engine is away, and is asked again.
    }
  }

  #pendingOf(job: Job, attempt: number): Pending | undefined {
    const pending = this.#pending.get(job);
    return pending?.attempt === attempt ? pending : undefined;
  }

  #agentOf(job: Job): { readonly agentId: number; readonly agentType: string } {
    const task = this.#parts.options.agents[job];
    if (task === undefined) throw new RangeError(`There is no job ${job}.`);
    return { agentId: task.agentId, agentType: agentTypeOf(task) };
  }
}

/** How many jobs of a run the queue has at most. */
export const MOST_WAITING = 1000;

/** Refuses a message that is larger than a queue should carry. @throws SwarmError CANNOT_TRANSFER */
export function refuseLarge(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  const [size, limit] = [bytes, most].map((one) => (one / 2 ** 20).toFixed(1));
  throw new SwarmError(
    "CANNOT_TRANSFER",
    `${what} is ${size} MB as a job, and a queue carries ${limit} MB at most; hand over the name of a file or a URL instead, or raise engine.maxJobMegabytes.`,
  );
}
