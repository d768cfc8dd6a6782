import { AgentError, type AgentResult, type AgentTask } from "../agents/index.ts";
import { agentTypeOf } from "./agent-type.ts";
import type { Crew, Ending, Executor, Job } from "./executor.ts";
import { onInterrupt } from "./on-interrupt.ts";
import type { ReadOptions } from "./read-options.ts";
import { failedResult } from "./run-agent.ts";
import { runtimeStatus } from "./runtime-status.ts";
import type { SwarmSettings } from "./settings.ts";
import { swarmClock } from "./swarm-clock.ts";
import type { SwarmProgress } from "./swarm-options.ts";
import { describedRun, type SwarmRun } from "./swarm-run.ts";
import { WaitingJobs } from "./waiting-jobs.ts";
import { type StopReason, Watch } from "./watch.ts";

/** How many workers one agent may take down before it is given up. */
const WORKERS_PER_AGENT = 3;

/** One run of one swarm. It knows nothing of threads or processes: it deals with a {@link Crew}. */
export class Swarm {
  readonly #executor: Executor;
  readonly #agents: readonly AgentTask[];
  readonly #settings: SwarmSettings;
  readonly #onResult: (result: AgentResult) => void;
  readonly #waiting: WaitingJobs;
  /** By job. A hole is an agent that has not ended. */
  readonly #results: AgentResult[] = [];
  readonly #attempts = new Map<Job, { failures: number; workersLost: number }>();
  /** Set once no further agent may start. */
  #stopReason: StopReason | undefined;
  #crew: Crew | undefined;
  #watch: Watch | undefined;
  #now: () => number = swarmClock(process.hrtime.bigint());
  #watcherError: { readonly error: unknown } | undefined;
  #done = 0;
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
  }

  async run(): Promise<SwarmRun> {
    const { concurrency, announce } = this.#settings;
    const status = runtimeStatus();
    const crew = await this.#executor.open({
      agents: this.#agents,
      settings: this.#settings,
      onStray: (agentId, reason) => this.#tell({ kind: "stray", agentId, reason }),
    });
    this.#crew = crew;
    try {
      announce(`${status} Now: ${this.#describe()}.`);
      const zero = process.hrtime.bigint();
      this.#now = swarmClock(zero);
      crew.begin(zero);
      await this.#runAll(crew);
      const totalSeconds = this.#now();
      if (this.#watcherError !== undefined) throw this.#watcherError.error;
      const results = Object.freeze(this.#results);
      const { startupSeconds } = crew;
      const executor = this.#executor.name;
      return describedRun({ results, totalSeconds, startupSeconds, status, executor, concurrency });
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

  /** The lanes: as many as agents may run at the same time. Each takes the next job until none is left. */
  async #runAll(crew: Crew): Promise<void> {
    const { concurrency, timeout, grace, signal, schedule } = this.#settings;
    this.#watch = new Watch({
      crew,
      timeout,
      grace,
      now: () => this.#now(),
      onStopping: (job, { message }) =>
        this.#tell({ kind: "stopping", agentId: this.#id(job), reason: message }),
      onKilled: (job, { message }) => this.#tell({ kind: "killed", agentId: this.#id(job), reason: message }),
    });
    const onAbort = () => this.stop({ code: "ABORTED", message: "was stopped by the swarm's signal" });
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    const stopListening = onInterrupt(() => this.stop({ code: "INTERRUPTED", message: "was interrupted" }));
    const deadline = this.#startDeadline();
    try {
      const lane = schedule === "work-stealing" ? this.#stealingLane(crew) : () => this.#lane(crew);
      await Promise.all(Array.from({ length: concurrency }, lane));
      // A worker that was killed in the moment between taking a job and beginning it has told nobody of that job.
      for (const job of this.#missing()) this.#waiting.putBack(job);
      if (this.#stopReason === undefined) await this.#lane(crew);
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener("abort", onAbort);
      stopListening();
      this.#watch.close();
    }
    if (this.#stopReason !== undefined) this.#endTheRest(this.#stopReason);
  }

  async #lane(crew: Crew): Promise<void> {
    for (let jobs = this.#waiting.take(); jobs.length > 0; jobs = this.#waiting.take()) {
      await this.#runJobs(jobs, (onEnd) => {
        for (const job of jobs) this.#tell({ kind: "started", agentId: this.#id(job) });
        return crew.run(jobs, onEnd);
      });
    }
  }

  async #runJobs(
    jobs: readonly Job[],
    start: (onEnd: (ending: Ending) => void) => Promise<void>,
  ): Promise<void> {
    const left = new Set(jobs);
    await start((ending) => {
      left.delete(ending.job);
      this.#onEnd(ending);
    });
    // The worker was lost on the way; who had not begun is still to run.
    for (const job of left) if (this.#stopReason === undefined) this.#waiting.putBack(job);
  }

  /** As many lanes share one list and one counter; each worker takes the next number by itself. */
  #stealingLane(crew: Crew): () => Promise<void> {
    const jobs = this.#waiting.takeAll();
    const counter = new Int32Array(new SharedArrayBuffer(4));
    return async () => {
      while (this.#stopReason === undefined && Atomics.load(counter, 0) < jobs.length) {
        await crew.steal?.(jobs, counter, (ending) => this.#onEnd(ending));
      }
      await this.#lane(crew);
    };
  }

  #onEnd({ job, result, workerLost }: Ending): void {
    const reason = this.#watch?.ended(job);
    const final = reason === undefined ? result : withReason(result, reason);
    if (!final.success && this.#mayTryAgain(job, workerLost)) {
      this.#tell({ kind: "retrying", agentId: final.agentId, reason: final.error?.message ?? "" });
      this.#waiting.putBack(job);
      return;
    }
    this.#settle(job, this.#isGivenUp(job) ? givenUp(final) : final);
    this.#applyPolicy(final);
  }

  #mayTryAgain(job: Job, workerLost: boolean): boolean {
    const so = this.#attempts.get(job) ?? { failures: 0, workersLost: 0 };
    so.failures++;
    if (workerLost) so.workersLost++;
    this.#attempts.set(job, so);
    return this.#stopReason === undefined && so.failures <= this.#settings.retries && !this.#isGivenUp(job);
  }

  #isGivenUp(job: Job): boolean {
    return (this.#attempts.get(job)?.workersLost ?? 0) >= WORKERS_PER_AGENT;
  }

  #settle(job: Job, result: AgentResult): void {
    this.#results[job] = result;
    this.#done++;
    if (result.success) this.#succeeded++;
    this.#tell({ kind: "finished", agentId: result.agentId, result });
    this.#onResult(result);
  }

  #applyPolicy(result: AgentResult): void {
    const { policy } = this.#settings;
    if (policy.kind === "fail-fast" && !result.success) {
      this.stop({
        code: "CANCELLED",
        message: `was stopped, because agent ${result.agentId} failed (failFast)`,
      });
    }
    if (policy.kind === "quorum" && this.#succeeded >= policy.count) {
      this.stop({
        code: "CANCELLED",
        message: `was stopped, because ${policy.count} agents have succeeded (quorum)`,
      });
    }
  }

  #startDeadline(): NodeJS.Timeout | undefined {
    const { policy } = this.#settings;
    if (policy.kind !== "deadline") return undefined;
    const reason = { code: "DEADLINE", message: `was not done at the deadline of ${policy.seconds} s` };
    return setTimeout(() => this.stop(reason), policy.seconds * 1000);
  }

  /** Agents that never started get a result as well. */
  #endTheRest(reason: StopReason): void {
    for (const job of this.#missing()) {
      const task = this.#agents[job] as AgentTask;
      const agent = { agentId: task.agentId, agentType: agentTypeOf(task) };
      const error = new AgentError(`never started: it ${reason.message}`, { ...agent, code: reason.code });
      const now = this.#now();
      this.#settle(job, failedResult(agent, error, { worker: "none", startedAt: now, endedAt: now }));
    }
  }

  /** Agents that have not ended. */
  #missing(): Job[] {
    return [...this.#agents.keys()].filter((job) => this.#results[job] === undefined);
  }

  #tell(event: Pick<SwarmProgress, "kind" | "agentId" | "result" | "reason">): void {
    this.#settings.onProgress({
      ...event,
      done: this.#done,
      total: this.#agents.length,
      elapsed: this.#now(),
    });
  }

  #describe(): string {
    const { length } = this.#agents;
    return `${length} ${length === 1 ? "agent" : "agents"}, executor "${this.#executor.name}", ${this.#settings.concurrency} at a time`;
  }

  #id(job: Job): number {
    return this.#agents[job]?.agentId ?? -1;
  }
}

/** An agent that was asked to stop and did not answer has failed for that reason; what it threw is the cause. */
function withReason(result: AgentResult, { code, message }: StopReason): AgentResult {
  if (result.success || result.error === null) return result;
  const { agentId, agentType, error } = result;
  const cause = error.code === "KILLED" ? undefined : { cause: error };
  return failedResult(result, new AgentError(message, { code, agentId, agentType, ...cause }), result);
}

function givenUp(result: AgentResult): AgentResult {
  if (result.error === null) return result;
  const { agentId, agentType, error } = result;
  const message = `has taken down ${WORKERS_PER_AGENT} workers and is given up; the last time it ${error.message}`;
  return failedResult(
    result,
    new AgentError(message, { code: "GIVEN_UP", agentId, agentType, cause: error }),
    result,
  );
}
