import type { PoolOptions, PoolRun, RunOptions, WorkerPool } from "../executor.ts";
import { InlineRun } from "./inline-run.ts";
import { InlineTurns } from "./inline-turns.ts";

/**
 * A pool without workers: every agent runs in this thread. Its concurrency decides whether agents run one after the other
 * or take turns; it holds for all runs together.
 */
export class InlinePool implements WorkerPool {
  readonly #turns: InlineTurns;
  #lastRun = 0;

  constructor({ concurrency }: Pick<PoolOptions, "concurrency">) {
    this.#turns = new InlineTurns(concurrency);
  }

  enter(options: RunOptions): PoolRun {
    return new InlineRun(this.#turns, ++this.#lastRun, options);
  }

  async start(): Promise<void> {}

  async close(): Promise<void> {}
}
