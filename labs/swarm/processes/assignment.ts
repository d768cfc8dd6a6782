import { agentErrorFromData, freezeResult } from "../../agents/index.ts";
import type { Ending, Job } from "../executor.ts";
import type { JobEnding, JobMessage } from "../threads/messages.ts";

/** Who is meant by a job, by its number. */
export type Agents = readonly { readonly agentId: number; readonly agentType: string }[];

/** The agents that a busy process was sent, until each has ended. */
export class Assignment {
  /** Resolves when all have ended, or no more will. */
  readonly finished: Promise<void>;
  readonly #finish = Promise.withResolvers<void>();
  readonly #agents: Agents;
  readonly #left: Set<Job>;
  /** Its job, where it has only one. */
  readonly only: Job | undefined;
  readonly #onEnd: (ending: Ending) => void;

  constructor(agents: Agents, jobs: readonly JobMessage[], onEnd: (ending: Ending) => void) {
    this.#agents = agents;
    this.#left = new Set(jobs.map(([job]) => job));
    this.only = jobs.length === 1 ? jobs[0]?.[0] : undefined;
    this.#onEnd = onEnd;
    this.finished = this.#finish.promise;
  }

  /** Whether a job belongs to it and has not ended. */
  has(job: Job | undefined): job is Job {
    return job !== undefined && this.#left.has(job);
  }

  get isDone(): boolean {
    return this.#left.size === 0;
  }

  agent(job: Job): Agents[number] {
    const agent = this.#agents[job];
    if (agent === undefined) throw new RangeError(`There is no job ${job}.`);
    return agent;
  }

  /** An agent has ended by itself, and this is what its process says about it. Returns whether it was news. */
  heard([job, result, error, duration, startedAt, endedAt]: JobEnding, worker: string): boolean {
    const outcome = { result, success: error === null, error: error && agentErrorFromData(error) };
    const when = { duration, startedAt, endedAt, worker };
    return this.end({
      job,
      result: freezeResult({ ...this.agent(job), ...outcome, ...when }),
      workerLost: false,
    });
  }

  /** Passes on how a job ended, once. */
  end(ending: Ending): boolean {
    if (!this.#left.delete(ending.job)) return false;
    this.#onEnd(ending);
    return true;
  }

  finish(): void {
    this.#finish.resolve();
  }
}
