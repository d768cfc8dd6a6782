import type { AgentResult, AgentTask } from "../agents/index.ts";
import { errorMessage } from "../common/error-message.ts";
import { onInterrupt } from "../common/on-interrupt.ts";
import { announcement } from "./announcement.ts";
import { Cancellation } from "./cancellation.ts";
import { swarmClock } from "./clock.ts";
import type { Executor, Job, Outcome, WorkerPool } from "./executor.ts";
import { endingReason } from "./policy.ts";
import { Progress } from "./progress.ts";
import { JobQueue } from "./queue.ts";
import type { ReadOptions } from "./read-options.ts";
import { Retries } from "./retries.ts";
import { describedRun, type SwarmRun } from "./run.ts";
import { runtimeStatus } from "./runtime-status.ts";
import type { SwarmSettings } from "./settings.ts";
import { neverStarted, type StopReason, stoppedFor } from "./stop-reason.ts";
import { type AgentStop, Stops } from "./stops.ts";

/** One run of one swarm. It uses a {@link WorkerPool} and does not depend on threads or processes. */
export class Swarm {
  readonly #executor: Executor;
  readonly #agents: readonly AgentTask[];
  readonly #settings: SwarmSettings;
  readonly #onResult: (result: AgentResult) => void;
  readonly #queue: JobQueue;
  readonly #retries: Retries;
  readonly #progress: Progress;
  readonly #stops = new Stops();
  /** By job. The result of an agent that has not ended is missing. */
  readonly #results: AgentResult[] = [];
  /** Why the swarm was stopped. Once it is set, no further agent starts. */
  #stopReason: StopReason | undefined;
  #pool: WorkerPool | undefined;
  #cancellation: Cancellation | undefined;
  #succeeded = 0;

  constructor(
    { executor, agents, settings }: ReadOptions,
    onResult: (result: AgentResult) => void = () => {},
  ) {
    this.#executor = executor;
    this.#agents = agents;
    this.#settings = settings;
    this.#onResult = onResult;
    this.#queue = new JobQueue(agents, settings);
    this.#retries = new Retries(settings.retries);
    this.#progress = new Progress(agents.length, settings.onProgress, () =>
      this.stop({ code: "CANCELLED", message: "was stopped, because onProgress threw an error" }),
    );
  }

  async run(): Promise<SwarmRun> {
    const { concurrency, announce } = this.#settings;
    const executor = this.#executor.name;
    const status = runtimeStatus();
    const pool = await this.#executor.open({
      agents: this.#agents,
      settings: this.#settings,
      onUnhandled: (agentId, reason) => this.#progress.tell("stray", agentId, { reason }),
    });
    this.#pool = pool;
    try {
      const agents = this.#agents.length;
      announce(announcement({ executor: this.#executor, agents, concurrency, status }));
      // The clock starts when the workers are ready.
      const startTime = process.hrtime.bigint();
      const now = swarmClock(startTime);
      this.#progress.begin(now);
      pool.begin(startTime);
      await this.#runAll(pool, now);
      const totalSeconds = now();
      this.#progress.throwListenerError();
      const results = Object.freeze(this.#results);
      const { startupSeconds } = pool;
      const stops = this.#stops.list();
      return describedRun({ results, stops, totalSeconds, startupSeconds, status, executor, concurrency });
    } finally {
      await pool.close();
    }
  }

  /** Stops the whole swarm: running agents are asked to stop, then killed; waiting agents never start. */
  stop(reason: StopReason): void {
    if (this.#stopReason !== undefined) return;
    this.#stopReason = reason;
    this.#queue.clear();
    this.#pool?.drain();
    this.#cancellation?.stopAll(reason);
  }

  async #runAll(pool: WorkerPool, now: () => number): Promise<void> {
    const { concurrency, timeout, grace, schedule } = this.#settings;
    const cancellation = new Cancellation({
      pool,
      timeout,
      grace,
      now,
      onStopping: (job, reason) => this.#recordStop("stopping", job, reason, now()),
      onKilled: (job, reason) => this.#recordStop("killed", job, reason, now()),
    });
    this.#cancellation = cancellation;
    const stopListening = this.#listenForStops();
    try {
      const lane = schedule === "work-stealing" ? this.#stealingLane(pool) : () => this.#lane(pool);
      await Promise.all(Array.from({ length: pool.lanes ?? concurrency }, () => this.#guarded(lane)));
      // A worker that was killed after it took a job from the counter and before it began it has reported nothing of it.
      for (const job of this.#missing()) this.#requeue(job);
      await this.#guarded(() => this.#lane(pool));
    } finally {
      stopListening();
      cancellation.close();
      // No agent runs from here on, so a later `stop` must not start the timer again.
      this.#cancellation = undefined;
    }
    for (const job of this.#missing()) {
      const reason = this.#stopReason ?? { code: "LOST", message: "was lost by its executor" };
      this.#settle(job, neverStarted(reason, this.#agents[job] as AgentTask, now()));
    }
  }

  /** Stops the swarm at its signal, at the learner's interrupt and at its deadline. Returns the function that ends this. */
  #listenForStops(): () => void {
    const { signal, policy } = this.#settings;
    const onAbort = () => this.stop({ code: "ABORTED", message: "was stopped by the swarm's signal" });
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    const stopListening = onInterrupt(() => this.stop({ code: "INTERRUPTED", message: "was interrupted" }));
    const seconds = policy.kind === "deadline" ? policy.seconds : undefined;
    const onDeadline = () =>
      this.stop({ code: "DEADLINE", message: `was not done at the deadline of ${seconds} s` });
    const timer = seconds === undefined ? undefined : setTimeout(onDeadline, seconds * 1000);
    return () => {
      signal?.removeEventListener("abort", onAbort);
      stopListening();
      clearTimeout(timer);
    };
  }

  /** Runs a lane. When a lost worker cannot be replaced, the swarm is stopped, and the results so far are kept. */
  async #guarded(lane: () => Promise<void>): Promise<void> {
    try {
      await lane();
    } catch (error) {
      const message = `was stopped, because a lost worker could not be replaced: ${errorMessage(error)}`;
      this.stop({ code: "CANNOT_START", message });
    }
  }

  /** Sends jobs to one worker after the other until none waits. So many lanes run at the same time as there are workers. */
  async #lane(pool: WorkerPool): Promise<void> {
    for (let jobs = this.#queue.take(); jobs.length > 0; jobs = this.#queue.take()) {
      const left = new Set(jobs);
      for (const job of jobs) this.#progress.tell("started", this.#id(job));
      await pool.run(jobs, (outcome) => {
        left.delete(outcome.job);
        this.#onOutcome(outcome);
      });
      // The worker was lost, and these jobs have not run.
      for (const job of left) this.#requeue(job);
    }
  }

  /** A lane for workers that steal. All lanes share one list and one counter; each worker counts up by itself. */
  #stealingLane(pool: WorkerPool): () => Promise<void> {
    const jobs = this.#queue.takeAll();
    const counter = new Int32Array(new SharedArrayBuffer(4));
    return async () => {
      let hasEnded = true;
      // A worker that was lost before any agent ended is not replaced here, because that might repeat without end.
      while (hasEnded && this.#stopReason === undefined && Atomics.load(counter, 0) < jobs.length) {
        hasEnded = false;
        await pool.steal?.(jobs, counter, (outcome) => {
          hasEnded = true;
          this.#onOutcome(outcome);
        });
      }
      // Jobs that are tried again run in the usual way.
      await this.#lane(pool);
    };
  }

  #recordStop(kind: AgentStop["kind"], job: Job, { message }: StopReason, at: number): void {
    const agentId = this.#id(job);
    this.#stops.add(job, { agentId, kind, at });
    this.#progress.tell(kind, agentId, { reason: message });
  }

  #onOutcome(outcome: Outcome): void {
    const { job } = outcome;
    const reason = this.#cancellation?.ended(job);
    const result = reason === undefined ? outcome.result : stoppedFor(reason, outcome.result);
    if (!result.success && this.#stopReason === undefined && this.#retries.mayTryAgain(outcome)) {
      this.#stops.forget(job);
      this.#progress.tell("retrying", result.agentId, { reason: result.error?.message ?? "" });
      this.#requeue(job);
      return;
    }
    this.#settle(job, this.#retries.finalResult(job, result));
    const reasonToStop = endingReason(this.#settings.policy, result, this.#succeeded);
    if (reasonToStop !== undefined) this.stop(reasonToStop);
  }

  #settle(job: Job, result: AgentResult): void {
    this.#results[job] = result;
    if (result.success) this.#succeeded++;
    this.#progress.tell("finished", result.agentId, { result });
    this.#onResult(result);
  }

  #requeue(job: Job): void {
    if (this.#stopReason === undefined) this.#queue.requeue(job);
  }

  /** The jobs of agents that have not ended. */
  #missing(): Job[] {
    return [...this.#agents.keys()].filter((job) => this.#results[job] === undefined);
  }

  #id(job: Job): number {
    return this.#agents[job]?.agentId ?? -1;
  }
}
