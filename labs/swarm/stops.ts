import type { Job } from "./executor.ts";

/** One step of ending an agent early: it was asked to stop, or its worker was ended by force. */
export interface AgentStop {
  readonly agentId: number;
  readonly kind: "stopping" | "killed";
  /** Seconds since the swarm's start. */
  readonly at: number;
}

/** Remembers who was asked to stop and who was killed, and when. */
export class Stops {
  readonly #byJob = new Map<Job, AgentStop[]>();

  add(job: Job, stop: AgentStop): void {
    const before = this.#byJob.get(job) ?? [];
    this.#byJob.set(job, [...before, Object.freeze(stop)]);
  }

  /** The job is tried again: what became of this try is in no result. */
  forget(job: Job): void {
    this.#byJob.delete(job);
  }

  /** All of them, in the order in which they happened. */
  list(): readonly AgentStop[] {
    return Object.freeze([...this.#byJob.values()].flat().sort((a, b) => a.at - b.at));
  }
}
