import type { AgentResult, AgentTask } from "../agents/index.ts";
import { errorMessage } from "../common/error-message.ts";
import { onInterrupt } from "../common/on-interrupt.ts";
import { agentTypeOf } from "./agent-type.ts";
import { announcement } from "./announcement.ts";
import { Cancellation } from "./cancellation.ts";
import { callAfter, swarmClock } from "./clock.ts";
import type { Executor, Job, Outcome, PoolRun, WorkerPool } from "./executor.ts";
import { ModelUses } from "./model/model-uses.ts";
import { endingReason } from "./policy.ts";
import { Progress } from "./progress.ts";
import { JobQueue } from "./queue.ts";
import type { ReadRun } from "./read-options.ts";
import { Retries } from "./retries.ts";
import { describedRun, type SwarmRun } from "./run.ts";
import type { RuntimeStatus } from "./runtime-status.ts";
import type { SwarmSettings } from "./settings.ts";
import { neverStarted, type StopReason, stoppedFor } from "./stop-reason.ts";
import { type AgentStop, Stops } from "./stops.ts";

/** How often the agents of workers that steal are looked up for `onProgress`, in milliseconds. */
const LOOK_INTERVAL_MS = 100;

/** One run of one swarm, inside a {@link WorkerPool} that it may share. It does not depend on threads or processes. */
export class Swarm {
  /** The run inside the pool. */
  readonly pool: PoolRun;
  readonly #executor: Executor;
  readonly #agents: readonly AgentTask[];
  readonly #settings: SwarmSettings;
  readonly #onResult: ((result: AgentResult) => void) | undefined;
  readonly #queue: JobQueue;
  readonly #retries: Retries;
  readonly #progress: Progress;
  readonly #stops = new Stops();
  readonly #modelUses = new ModelUses();
  /** By job. The result of an agent that has not ended is missing. */
  readonly #results: AgentResult[] = [];
  /** Why the swarm was stopped. Once it is set, no further agent starts. */
  #stopReason: StopReason | undefined;
  #cancellation: Cancellation | undefined;
  #settled = 0;
  #succeeded = 0;
  #openLanes = 0;
  #lanesAreDone = Promise.withResolvers<void>();

  /** @throws SwarmError CANNOT_TRANSFER when an agent cannot be transferred */
  constructor(
    { executor, agents, settings }: ReadRun,
    pool: WorkerPool,
    onResult?: (result: AgentResult) => void,
  ) {
    this.#executor = executor;
    this.#agents = agents;
    this.#settings = settings;
    this.#onResult = onResult;
    // In this thread there are no messages to save, so each agent is taken when it begins.
    const chunk = executor.parallel ? settings.chunk : 1;
    this.#queue = new JobQueue(agents, { schedule: settings.schedule, chunk });
    this.#retries = new Retries(settings.retries);
    this.#progress = new Progress(agents.length, settings.onProgress, () =>
      this.stop({ code: "CANCELLED", message: "was stopped, because onProgress threw an error" }),
    );
    this.pool = pool.enter({
      agents,
      settings,
      onUnhandled: (agentId, reason) => this.#progress.tell("stray", agentId, { reason }),
      onModelUse: (job, use) => this.#modelUses.add(job, use),
      onBegun: (job, worker) => this.#tellStarted(job, worker),
      runId: settings.runId,
    });
  }

  /** Runs all agents. @param startupSeconds how long the workers took to start for this run */
  async run(startupSeconds: number, status: RuntimeStatus): Promise<SwarmRun> {
    const { concurrency, announce } = this.#settings;
    const executor = this.#executor.name;
    try {
      const agents = this.#agents.length;
      announce?.(announcement({ executor: this.#executor, agents, concurrency, status }));
      // The clock starts when the workers are ready.
      const startTime = process.hrtime.bigint();
      const now = swarmClock(startTime);
      this.#progress.begin(now);
      this.pool.begin(startTime);
      await this.#runAll(now);
      const totalSeconds = now();
      this.#progress.throwListenerError();
      if (this.pool.loadError !== undefined) throw this.pool.loadError;
      const results = Object.freeze(this.#results);
      const stops = this.#stops.list();
      const notes = Object.freeze([...(this.pool.notes ?? [])]);
      return describedRun({
        results,
        stops,
        notes,
        totalSeconds,
        startupSeconds,
        status,
        executor,
        concurrency,
      });
    } finally {
      this.leave();
    }
  }

  /** Leaves the pool. Call it when the run is not begun; `run` does it at its end. */
  leave(): void {
    this.pool.leave();
  }

  /** Stops the whole swarm: running agents are asked to stop, then killed; waiting agents never start. */
  stop(reason: StopReason): void {
    if (this.#stopReason !== undefined) return;
    this.#stopReason = reason;
    this.#queue.clear();
    this.pool.drain();
    this.#cancellation?.stopAll(reason);
  }

  async #runAll(now: () => number): Promise<void> {
    const { timeout, grace, schedule, concurrency } = this.#settings;
    const cancellation = new Cancellation({
      pool: this.pool,
      timeout,
      grace,
      now,
      onStopping: (job, reason) => this.#recordStop("stopping", job, reason, now()),
      onKilled: (job, reason) => this.#recordStop("killed", job, reason, now()),
    });
    this.#cancellation = cancellation;
    const stopListening = this.#listenForStops();
    try {
      if (schedule === "work-stealing") {
        const lane = this.#stealingLane();
        const stopLooking = this.#tellStolen();
        await Promise.all(Array.from({ length: concurrency }, () => this.#guarded(lane)));
        stopLooking();
      }
      await this.#runLanes();
      if (this.#settled < this.#agents.length) {
        // A worker that was killed after it took a job from the counter and before it began it has reported nothing of it.
        for (const job of this.#missing()) this.#requeue(job);
        await this.#runLanes();
      }
    } finally {
      stopListening();
      cancellation.close();
      // No agent runs from here on, so a later `stop` must not start the timer again.
      this.#cancellation = undefined;
    }
    if (this.#settled === this.#agents.length) return;
    for (const job of this.#missing()) {
      const reason = this.#stopReason ?? { code: "LOST", message: "was lost by its executor" };
      this.#settle(job, neverStarted(reason, this.#agents[job] as AgentTask, now()));
    }
  }

  /** Stops the swarm at its signal, at the learner's interrupt and at its deadline. Returns the function that ends this. */
  #listenForStops(): () => void {
    const { signal, policy } = this.#settings;
    const onAbort = () => {
      const cause: unknown = signal?.reason;
      this.stop({ code: "ABORTED", message: "was stopped by the swarm's signal", cause });
    };
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    const stopListening = onInterrupt(() => this.stop({ code: "INTERRUPTED", message: "was interrupted" }));
    const seconds = policy.kind === "deadline" ? policy.seconds : undefined;
    const onDeadline = () =>
      this.stop({ code: "DEADLINE", message: `was not done at the deadline of ${seconds} s` });
    const endWaiting = callAfter(
      seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1000,
      onDeadline,
    );
    return () => {
      signal?.removeEventListener("abort", onAbort);
      stopListening();
      endWaiting();
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

  /** Opens as many lanes as there is work for, and waits until all have ended. */
  async #runLanes(): Promise<void> {
    for (let i = this.#queue.messages; i > 0 && this.#openLanes < this.pool.lanes; i--) this.#openLane();
    while (this.#openLanes > 0) await this.#lanesAreDone.promise;
  }

  #openLane(): void {
    if (this.#openLanes++ === 0) this.#lanesAreDone = Promise.withResolvers();
    void this.#guarded(() => this.#lane()).then(() => {
      if (--this.#openLanes === 0) this.#lanesAreDone.resolve();
    });
  }

  /** Sends jobs to one worker after the other until none waits. */
  async #lane(): Promise<void> {
    while (this.#queue.messages > 0) {
      let left: Set<Job> | undefined;
      const take = (worker: string) => {
        const jobs = this.#queue.take();
        left = new Set(jobs);
        const tells = this.#progress.isHeard && this.pool.reportsBegin !== true;
        if (tells) for (const job of jobs) this.#tellStarted(job, worker);
        // The other lanes need not wait for a worker any longer.
        if (this.#queue.messages === 0) this.pool.withdraw();
        return jobs;
      };
      await this.pool.run(take, (outcome) => {
        left?.delete(outcome.job);
        this.#onOutcome(outcome);
      });
      // The worker was lost, and these jobs have not run.
      for (const job of left ?? []) this.#requeue(job);
    }
  }

  /** A lane for workers that steal. All lanes share one list and one counter; each worker counts up by itself. */
  #stealingLane(): () => Promise<void> {
    const jobs = this.#queue.takeAll();
    const counter = new Int32Array(new SharedArrayBuffer(4));
    return async () => {
      let hasEnded = true;
      // A worker that was lost before any agent ended is not replaced here, because that might repeat without end.
      while (hasEnded && this.#stopReason === undefined && Atomics.load(counter, 0) < jobs.length) {
        hasEnded = false;
        await this.pool.steal?.(jobs, counter, (outcome) => {
          hasEnded = true;
          this.#onOutcome(outcome);
        });
      }
    };
  }

  /** Workers that steal do not say which agent they begin, so what they run is looked up. Returns the function that ends this. */
  #tellStolen(): () => void {
    if (!this.#progress.isHeard) return () => {};
    const seen = new Set<Job>();
    const timer = setInterval(() => {
      for (const { job, worker } of this.pool.running()) {
        if (seen.has(job) || this.#results[job] !== undefined) continue;
        seen.add(job);
        this.#tellStarted(job, worker);
      }
    }, LOOK_INTERVAL_MS);
    return () => clearInterval(timer);
  }

  #tellStarted(job: Job, worker: string): void {
    const task = this.#agents[job];
    if (task !== undefined) {
      this.#progress.tell("started", task.agentId, { worker, agentType: agentTypeOf(task) });
    }
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
      this.#modelUses.forget(job);
      this.#progress.tell("retrying", result.agentId, { reason: result.error?.message ?? "" });
      this.#requeue(job);
      return;
    }
    this.#settle(job, this.#modelUses.addTo(this.#retries.finalResult(job, result), job));
    const reasonToStop = endingReason(this.#settings.policy, result, this.#succeeded);
    if (reasonToStop !== undefined) this.stop(reasonToStop);
  }

  #settle(job: Job, result: AgentResult): void {
    this.#settled++;
    this.#results[job] = result;
    if (result.success) this.#succeeded++;
    this.#progress.tell("finished", result.agentId, { result });
    this.#onResult?.(result);
  }

  #requeue(job: Job): void {
    if (this.#stopReason !== undefined) return;
    this.#queue.requeue(job);
    // Where other lanes have ended already, the job has one of its own.
    if (this.#openLanes > 0 && this.#openLanes < this.pool.lanes) this.#openLane();
  }

  /** The jobs of agents that have not ended. */
  #missing(): Job[] {
    return [...this.#agents.keys()].filter((job) => this.#results[job] === undefined);
  }

  #id(job: Job): number {
    return this.#agents[job]?.agentId ?? -1;
  }
}
