import type { AgentContext } from "../../agents/index.ts";
import type { Job } from "../executor.ts";
import type { Board } from "./board.ts";

export interface ThreadContextParts {
  readonly agentId: number;
  readonly worker: string;
  readonly shared: unknown;
  readonly board: Board;
  readonly row: number;
  readonly job: Job;
  readonly now: () => number;
}

/** The context of an agent in a thread. Whether it is asked to stop stands on the board, where a loop can see it. */
export class ThreadContext implements AgentContext {
  readonly agentId: number;
  readonly worker: string;
  readonly shared: unknown;
  readonly now: () => number;
  readonly #parts: ThreadContextParts;
  // Made when somebody asks for it: most agents never do, and a signal costs more than a tiny agent.
  #controller: AbortController | undefined;

  constructor(parts: ThreadContextParts) {
    this.agentId = parts.agentId;
    this.worker = parts.worker;
    this.shared = parts.shared;
    this.now = parts.now;
    this.#parts = parts;
  }

  get job(): Job {
    return this.#parts.job;
  }

  get stopRequested(): boolean {
    const { board, row, job } = this.#parts;
    return board.isAskedToStop(row, job);
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.stopRequested) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Tells those who wait with the signal. A message for an earlier job, or try, is late, and none of this agent's business. */
  stop(job: Job): void {
    if (job === this.#parts.job && this.stopRequested) this.#controller?.abort();
  }
}
