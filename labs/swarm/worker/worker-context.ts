import type { AgentContext, ModelAccess } from "../../agents/agent.ts";
import type { Job } from "../executor.ts";
import type { SentQuestions } from "../model/worker-model.ts";
import type { SharedStatus } from "./shared-status.ts";

export interface WorkerContextOptions {
  readonly agentId: number;
  readonly worker: string;
  readonly shared: unknown;
  readonly status: SharedStatus;
  /** The worker's row of the status. */
  readonly row: number;
  readonly job: Job;
  readonly now: () => number;
  readonly questions: SentQuestions;
}

/** The context of an agent in a worker. It reads the stop flag in shared memory, so that a loop sees it as well. */
export class WorkerContext implements AgentContext {
  readonly agentId: number;
  readonly worker: string;
  readonly shared: unknown;
  readonly now: () => number;
  readonly #options: WorkerContextOptions;
  // Made at the first read: most agents do not use it, and a signal costs more than a tiny agent.
  #controller: AbortController | undefined;
  #reason: unknown;
  // Made at the first read as well.
  #model: ModelAccess | undefined;

  constructor(options: WorkerContextOptions) {
    this.agentId = options.agentId;
    this.worker = options.worker;
    this.shared = options.shared;
    this.now = options.now;
    this.#options = options;
  }

  get stopRequested(): boolean {
    const { status, row, job } = this.#options;
    return status.isStopRequested(row, job);
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.stopRequested) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  get model(): ModelAccess {
    this.#model ??= this.#options.questions.modelFor(this.#options.job, this.now);
    return this.#model;
  }

  /**
   * Aborts the signal. A message for an earlier job, or for an earlier try of this one, has no effect.
   *
   * @param reason what it is aborted with. @default an AbortError
   */
  stop(job: Job, reason?: unknown): void {
    if (job !== this.#options.job || !this.stopRequested) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
