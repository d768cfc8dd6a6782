import type { Job } from "./job.ts";

/** One step of ending an agent early: it was asked to stop, or its worker was ended by force. */
export interface AgentStop {
  readonly agentId: number;
  readonly kind: "stopping" | "killed";
  /** Seconds since the swarm's start. */
  readonly at: number;
}

const NO_STOPS: readonly AgentStop[] = Object.freeze([]);

/** Records which agents were asked to stop and which were killed, and when. */
export class Stops {
  /** Made with the first stop: most runs have none. */
  #byJob: Map<Job, AgentStop[]> | undefined;

  add(job: Job, stop: AgentStop): void {
    this.#byJob ??= new Map();
    const before = this.#byJob.get(job) ?? [];
    this.#byJob.set(job, [...before, Object.freeze(stop)]);
  }

  /** Drops the stops of a job that is tried again, because only its last try has a result. */
  forget(job: Job): void {
    this.#byJob?.delete(job);
  }

  /** All stops in the order of time. */
  list(): readonly AgentStop[] {
    if (this.#byJob === undefined) return NO_STOPS;
    return Object.freeze([...this.#byJob.values()].flat().sort((a, b) => a.at - b.at));
  }
}
