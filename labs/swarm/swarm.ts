import type { AgentResult, AgentTask } from "../agents/index.ts";
import { onInterrupt } from "../common/on-interrupt.ts";
import { announcement } from "./announcement.ts";
import { Attempts } from "./attempts.ts";
import type { Crew, Ending, Executor, Job } from "./executor.ts";
import { enough } from "./policy.ts";
import { Progress } from "./progress.ts";
import type { ReadOptions } from "./read-options.ts";
import { runtimeStatus } from "./runtime-status.ts";
import type { SwarmSettings } from "./settings.ts";
import { neverStarted, type StopReason, stoppedFor } from "./stop-reason.ts";
import { type AgentStop, Stops } from "./stops.ts";
import { swarmClock } from "./swarm-clock.ts";
import { describedRun, type SwarmRun } from "./swarm-run.ts";
import { WaitingJobs } from "./waiting-jobs.ts";
import { Watch } from "./watch.ts";

/** One run of one swarm. It knows nothing of threads or processes: it deals with a {@link Crew}. */
export class Swarm {
  readonly #executor: Executor;
  readonly #agents: readonly AgentTask[];
  readonly #settings: SwarmSettings;
  readonly #onResult: (result: AgentResult) => void;
  readonly #waiting: WaitingJobs;
  readonly #attempts: Attempts;
  readonly #progress: Progress;
  readonly #stops = new Stops();
  /** By job. A hole is an agent that has not ended. */
  readonly #results: AgentResult[] = [];
  /** Set once no further agent may start. */
  #stopReason: StopReason | undefined;
  #crew: Crew | undefined;
  #watch: Watch | undefined;
  #succeeded = 0;

  constructor(
    { executor, agents, settings }: ReadOptions,
    onResult: (result: AgentResult) => void = () => {},
  ) {
    this.#executor = executor;
    this.#agents = agents;
    this.#settings = settings;
    this.#onResult = onResult;
    this.#waiting = new WaitingJobs(agents, settings);
    this.#attempts = new Attempts(settings.retries);
    this.#progress = new Progress(agents.length, settings.onProgress, () =>
      this.stop({ code: "CANCELLED", message: "was stopped, because onProgress threw an error" }),
    );
  }

  async run(): Promise<SwarmRun> {
    const { concurrency, announce } = this.#settings;
    const executor = this.#executor.name;
    const status = runtimeStatus();
    const crew = await this.#executor.open({
      agents: this.#agents,
      settings: this.#settings,
      onStray: (agentId, reason) => this.#progress.tell("stray", agentId, { reason }),
    });
    this.#crew = crew;
    try {
      const agents = this.#agents.length;
      announce(announcement({ executor: this.#executor, agents, concurrency, status }));
      // The clock starts here: the workers are ready and waiting.
      const zero = process.hrtime.bigint();
      const now = swarmClock(zero);
      this.#progress.begin(now);
      crew.begin(zero);
      await this.#runAll(crew, now);
      const totalSeconds = now();
      this.#progress.throwWatchersError();
      const results = Object.freeze(this.#results);
      const { startupSeconds } = crew;
      const stops = this.#stops.list();
      return describedRun({ results, stops, totalSeconds, startupSeconds, status, executor, concurrency });
    } finally {
      await crew.close();
    }
  }

  /** Stops the whole swarm: who runs is asked, then killed; who waits never starts. */
  stop(reason: StopReason): void {
    if (this.#stopReason !== undefined) return;
    this.#stopReason = reason;
    this.#waiting.clear();
    this.#crew?.drain();
    this.#watch?.stopAll(reason);
  }

  async #runAll(crew: Crew, now: () => number): Promise<void> {
    const { concurrency, timeout, grace, schedule } = this.#settings;
    const watch = new Watch({
      crew,
      timeout,
      grace,
      now,
      onStopping: (job, reason) => this.#noteStop("stopping", job, reason, now()),
      onKilled: (job, reason) => this.#noteStop("killed", job, reason, now()),
    });
    this.#watch = watch;
    const stopListening = this.#listenForStops();
    try {
      const lane = schedule === "work-stealing" ? this.#stealingLane(crew) : () => this.#lane(crew);
      await Promise.all(Array.from({ length: crew.lanes ?? concurrency }, () => this.#guarded(lane)));
      // A worker that was killed in the moment between taking a job and beginning it has told nobody of that job.
      for (const job of this.#missing()) this.#putBack(job);
      await this.#guarded(() => this.#lane(crew));
    } finally {
      stopListening();
      watch.close();
      // From here on nobody runs: whoever stops the swarm now must not wake the clock again.
      this.#watch = undefined;
    }
    for (const job of this.#missing()) {
      const reason = this.#stopReason ?? { code: "LOST", message: "was lost by its executor" };
      this.#settle(job, neverStarted(reason, this.#agents[job] as AgentTask, now()));
    }
  }

  /** The swarm is stopped by its signal, by the learner's interrupt, or at its deadline. */
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

  /** A lane whose lost worker cannot be replaced ends the swarm in good order: what is done is done. */
  async #guarded(lane: () => Promise<void>): Promise<void> {
    try {
      await lane();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.stop({
        code: "CANNOT_START",
        message: `was stopped, because a lost worker could not be replaced: ${why}`,
      });
    }
  }

  /** One of the lanes in which the crew takes jobs. It takes the next one until none is left. */
  async #lane(crew: Crew): Promise<void> {
    for (let jobs = this.#waiting.take(); jobs.length > 0; jobs = this.#waiting.take()) {
      const left = new Set(jobs);
      for (const job of jobs) this.#progress.tell("started", this.#id(job));
      await crew.run(jobs, (ending) => {
        left.delete(ending.job);
        this.#onEnd(ending);
      });
      // The worker was lost on the way; who had not begun is still to run.
      for (const job of left) this.#putBack(job);
    }
  }

  /** All lanes share one list and one counter; each worker takes the next number by itself. */
  #stealingLane(crew: Crew): () => Promise<void> {
    const jobs = this.#waiting.takeAll();
    const counter = new Int32Array(new SharedArrayBuffer(4));
    return async () => {
      let hasEnded = true;
      // A worker that was lost before any agent ended is not replaced here: that might go on for ever.
      while (hasEnded && this.#stopReason === undefined && Atomics.load(counter, 0) < jobs.length) {
        hasEnded = false;
        await crew.steal?.(jobs, counter, (ending) => {
          hasEnded = true;
          this.#onEnd(ending);
        });
      }
      // Who is to be tried again comes the usual way.
      await this.#lane(crew);
    };
  }

  #noteStop(kind: AgentStop["kind"], job: Job, { message }: StopReason, at: number): void {
    const agentId = this.#id(job);
    this.#stops.add(job, { agentId, kind, at });
    this.#progress.tell(kind, agentId, { reason: message });
  }

  #onEnd(ending: Ending): void {
    const { job } = ending;
    const reason = this.#watch?.ended(job);
    const result = reason === undefined ? ending.result : stoppedFor(reason, ending.result);
    if (!result.success && this.#stopReason === undefined && this.#attempts.mayTryAgain(ending)) {
      this.#stops.forget(job);
      this.#progress.tell("retrying", result.agentId, { reason: result.error?.message ?? "" });
      this.#putBack(job);
      return;
    }
    this.#settle(job, this.#attempts.finalResult(job, result));
    const enoughSeen = enough(this.#settings.policy, result, this.#succeeded);
    if (enoughSeen !== undefined) this.stop(enoughSeen);
  }

  #settle(job: Job, result: AgentResult): void {
    this.#results[job] = result;
    if (result.success) this.#succeeded++;
    this.#progress.tell("finished", result.agentId, { result });
    this.#onResult(result);
  }

  #putBack(job: Job): void {
    if (this.#stopReason === undefined) this.#waiting.putBack(job);
  }

  /** Agents that have not ended. */
  #missing(): Job[] {
    return [...this.#agents.keys()].filter((job) => this.#results[job] === undefined);
  }

  #id(job: Job): number {
    return this.#agents[job]?.agentId ?? -1;
  }
}
