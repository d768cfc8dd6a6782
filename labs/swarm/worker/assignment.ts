import { type AgentError, agentErrorFromData, freezeResult } from "../../agents/agent.ts";
import type { Copy } from "../../common/copy/copy.ts";
import type { SwarmError } from "../errors.ts";
import type { Job, Outcome } from "../executor.ts";
import type { JobMessage, JobOutcome } from "./messages.ts";
import { unrevivable } from "./report-outcomes.ts";
import type { Agents, RunProgram } from "./run-program.ts";

/**
 * A message of work that a worker was sent, on the pool's side, until its jobs have ended. Its jobs have numbers of the
 * whole pool; outcomes name the run's own jobs.
 */
export class Assignment {
  readonly program: RunProgram;
  /** Resolves when all jobs have ended, or when the worker runs no more of them. */
  readonly finished: Promise<void>;
  /** Its job, where it has only one and the worker does not steal. */
  readonly onlyJob: Job | undefined;
  readonly isStealing: boolean;
  readonly #finish = Promise.withResolvers<void>();
  readonly #left: Set<Job>;
  readonly #onOutcome: (outcome: Outcome) => void;

  constructor(
    program: RunProgram,
    jobs: readonly JobMessage[],
    isStealing: boolean,
    onOutcome: (outcome: Outcome) => void,
  ) {
    this.program = program;
    this.#left = new Set(jobs.map(([job]: JobMessage) => job));
    this.isStealing = isStealing;
    this.onlyJob = !isStealing && jobs.length === 1 ? jobs[0]?.[0] : undefined;
    this.#onOutcome = onOutcome;
    this.finished = this.#finish.promise;
  }

  /** Whether a job belongs to it and has not ended. */
  has(job: Job | undefined): job is Job {
    return job !== undefined && this.#left.has(job);
  }

  /** Whether all its jobs have ended. A worker that steals runs only some of them, and sends `idle` instead. */
  get isDone(): boolean {
    return !this.isStealing && this.#left.size === 0;
  }

  /** The agent of one of its jobs. Throws a RangeError when there is no such job. */
  agentOf(job: Job): Agents[number] {
    const agent = this.program.agents[job - this.program.firstJob];
    if (agent === undefined) throw new RangeError(`There is no job ${job}.`);
    return agent;
  }

  /** Rebuilds the result of a job from what its worker has sent, and passes it on. Returns false for a repeated outcome. */
  receive(outcome: JobOutcome, worker: string): boolean {
    const [job, value, failure, duration, startedAt, endedAt, parts] = outcome;
    const { agentId, agentType } = this.agentOf(job);
    const { result, error } = this.#read(job, { value, parts }, failure);
    return this.end({
      job,
      result: freezeResult({
        agentId,
        agentType,
        result,
        success: error === null,
        error,
        duration,
        startedAt,
        endedAt,
        worker,
      }),
      workerLost: false,
    });
  }

  #read(job: Job, copy: Copy, failure: JobOutcome[2]): { result: unknown; error: AgentError | null } {
    if (failure !== null) return { result: null, error: agentErrorFromData(failure) };
    if (copy.parts === undefined) return { result: copy.value, error: null };
    try {
      return { result: this.program.readResult(copy), error: null };
    } catch (cause) {
      return { result: null, error: unrevivable(cause, this.agentOf(job)) };
    }
  }

  /** Passes on the outcome of a job, once. Returns false for a repeated outcome. */
  end({ job, result, workerLost }: Outcome): boolean {
    if (!this.#left.delete(job)) return false;
    this.#onOutcome({ job: job - this.program.firstJob, result, workerLost });
    return true;
  }

  finish(): void {
    this.#finish.resolve();
  }

  /** The worker cannot load the code of the agents. */
  fail(error: SwarmError): void {
    this.#finish.reject(error);
  }
}
