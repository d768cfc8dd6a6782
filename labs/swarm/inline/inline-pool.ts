import { AsyncLocalStorage } from "node:async_hooks";
import type { PoolOptions, PoolRun, RunOptions, WorkerPool } from "../executor.ts";
import { InlineRun } from "./inline-run.ts";
import { InlineTurns } from "./inline-turns.ts";

/** The pools of which an agent runs in this asynchronous context. */
const poolsOfAgents = new AsyncLocalStorage<ReadonlySet<InlinePool>>();

/**
 * A pool without workers: every agent runs in this thread. Its concurrency decides whether agents run one after the other
 * or take turns; it holds for all runs together. A run that an agent of the pool starts has turns of its own, because it
 * would wait for ever for the turn of an agent that awaits it.
 */
export class InlinePool implements WorkerPool {
  readonly #turns: InlineTurns;
  /** Whether a run could wait for another one. Knowing that costs a microsecond an agent. */
  readonly #mayWait: boolean;
  #lastRun = 0;

  constructor({ concurrency, staysOpen }: Pick<PoolOptions, "concurrency" | "staysOpen">) {
    this.#turns = new InlineTurns(concurrency);
    this.#mayWait = staysOpen && Number.isFinite(concurrency);
  }

  enter(options: RunOptions): PoolRun {
    const run = ++this.#lastRun;
    if (!this.#mayWait) return new InlineRun(this.#turns, run, options, (think) => think());
    const outer = poolsOfAgents.getStore();
    const turns = outer?.has(this) ? new InlineTurns(this.#turns.concurrency) : this.#turns;
    const inside = outer === undefined ? new Set([this]) : new Set(outer).add(this);
    return new InlineRun(turns, run, options, (think) => poolsOfAgents.run(inside, think));
  }

  async start(): Promise<void> {}

  async close(): Promise<void> {}
}
