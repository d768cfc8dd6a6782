import { agentErrorFromData, freezeResult } from "../../agents/agent.ts";
import type { Job, Outcome } from "../executor.ts";
import type { JobMessage, JobOutcome, WorkMessage } from "./messages.ts";

/** The agents of a swarm by their jobs, as far as results name them. */
export type Agents = readonly { readonly agentId: number; readonly agentType: string }[];

/** A message of work that a worker was sent, on the pool's side, until its jobs have ended. */
export class Assignment {
  /** Resolves when all jobs have ended, or when the worker runs no more of them. */
  readonly finished: Promise<void>;
  /** Its job, where it has only one and the worker does not steal. */
  readonly onlyJob: Job | undefined;
  readonly #finish = Promise.withResolvers<void>();
  readonly #agents: Agents;
  readonly #left: Set<Job>;
  readonly #isStealing: boolean;
  readonly #onOutcome: (outcome: Outcome) => void;

  constructor(agents: Agents, { kind, jobs }: WorkMessage, onOutcome: (outcome: Outcome) => void) {
    this.#agents = agents;
    this.#left = new Set(jobs.map(([job]: JobMessage) => job));
    this.#isStealing = kind === "steal";
    this.onlyJob = !this.#isStealing && jobs.length === 1 ? jobs[0]?.[0] : undefined;
    this.#onOutcome = onOutcome;
    this.finished = this.#finish.promise;
  }

  /** Whether a job belongs to it and has not ended. */
  has(job: Job | undefined): job is Job {
    return job !== undefined && this.#left.has(job);
  }

  /** Whether all its jobs have ended. A worker that steals runs only some of them, and sends `idle` instead. */
  get isDone(): boolean {
    return !this.#isStealing && this.#left.size === 0;
  }

  /** Rebuilds the result of a job from what its worker has sent, and passes it on. Returns false for a repeated outcome. */
  receive(outcome: JobOutcome, worker: string): boolean {
    const [job, result, error, duration, startedAt, endedAt] = outcome;
    const { agentId, agentType } = agentOf(this.#agents, job);
    const status = { success: error === null, error: error && agentErrorFromData(error) };
    const when = { duration, startedAt, endedAt, worker };
    return this.end({
      job,
      result: freezeResult({ agentId, agentType, result, ...status, ...when }),
      workerLost: false,
    });
  }

  /** Passes on the outcome of a job, once. Returns false for a repeated outcome. */
  end(outcome: Outcome): boolean {
    if (!this.#left.delete(outcome.job)) return false;
    this.#onOutcome(outcome);
    return true;
  }

  finish(): void {
    this.#finish.resolve();
  }
}

/** The agent of a job. Throws a RangeError when there is no such job. */
export function agentOf(agents: Agents, job: Job): Agents[number] {
  const agent = agents[job];
  if (agent === undefined) throw new RangeError(`There is no job ${job}.`);
  return agent;
}
