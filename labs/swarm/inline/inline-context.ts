import type { AgentContext, ModelAccess } from "../../agents/index.ts";
import { JobModel, type JobModelOptions } from "../model/job-model.ts";

export interface InlineContextOptions extends JobModelOptions {
  readonly shared: unknown;
}

/** The context of an agent that runs in the coordinator's own thread. */
export class InlineContext implements AgentContext {
  readonly agentId: number;
  readonly worker = "main";
  readonly shared: unknown;
  readonly now: () => number;
  stopRequested = false;
  readonly #options: JobModelOptions;
  // Both are made at the first read, because most agents use neither.
  #controller: AbortController | undefined;
  #reason: unknown;
  #model: JobModel | undefined;

  constructor(options: InlineContextOptions) {
    this.agentId = options.agentId;
    this.shared = options.shared;
    this.now = options.now;
    this.#options = options;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.stopRequested) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  get model(): ModelAccess {
    this.#model ??= new JobModel(this.#options);
    return this.#model;
  }

  /** Asks the agent to stop. @param reason what its signal is aborted with. @default an AbortError */
  stop(reason?: unknown): void {
    this.stopRequested = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#model?.cancelAll();
  }

  /** The agent has ended: what it still asks the model is cancelled. */
  end(): void {
    this.#model?.end();
  }
}
