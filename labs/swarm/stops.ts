import type { Job } from "./job.ts";

/** One step of ending an agent early: it was asked to stop, or its worker was ended by force. */
export interface AgentStop {
  readonly agentId: number;
  readonly kind: "stopping" | "killed";
  /** Seconds since the swarm's start. */
  readonly at: number;
}

/** Records which agents were asked to stop and which were killed, and when. */
export class Stops {
  readonly #byJob = new Map<Job, AgentStop[]>();

  add(job: Job, stop: AgentStop): void {
    const before = this.#byJob.get(job) ?? [];
    this.#byJob.set(job, [...before, Object.freeze(stop)]);
  }

  /** Drops the stops of a job that is tried again, because only its last try has a result. */
  forget(job: Job): void {
    this.#byJob.delete(job);
  }

  /** All stops in the order of time. */
  list(): readonly AgentStop[] {
    return Object.freeze([...this.#byJob.values()].flat().sort((a, b) => a.at - b.at));
  }
}
