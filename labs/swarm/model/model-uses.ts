import { type AgentResult, freezeResult, type ModelUse } from "../../agents/index.ts";
import type { Job } from "../job.ts";

/** What the agents of a run have asked its language model. */
export class ModelUses {
  readonly #byJob = new Map<Job, ModelUse[]>();

  add(job: Job, use: ModelUse): void {
    const before = this.#byJob.get(job);
    if (before === undefined) this.#byJob.set(job, [use]);
    else before.push(use);
  }

  /** Drops the uses of a job that is tried again, because only its last try has a result. */
  forget(job: Job): void {
    this.#byJob.delete(job);
  }

  /** The result of a job with its uses, if it has any. */
  addTo(result: AgentResult, job: Job): AgentResult {
    const uses = this.#byJob.get(job);
    if (uses === undefined) return result;
    this.#byJob.delete(job);
    return freezeResult({ ...result, model: Object.freeze(uses) });
  }
}
