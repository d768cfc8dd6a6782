import { setImmediate } from "node:timers/promises";
import { AgentError } from "../../agents/index.ts";
import { agentTypeOf } from "../agent-type.ts";
import { swarmClock } from "../clock.ts";
import type { Job, Outcome, PoolRun, Running, RunOptions } from "../executor.ts";
import { failedResult } from "../failed-result.ts";
import { runAgent } from "../worker/run-agent.ts";
import { InlineContext } from "./inline-context.ts";
import type { InlineTurns } from "./inline-turns.ts";

/** A job that runs in this thread. */
interface RunningJob {
  readonly since: number;
  readonly context: InlineContext;
  /** Ends the job for the coordinator, with the code KILLED. The agent itself cannot be ended. */
  readonly abandon: () => void;
}

/** Calls a function in the asynchronous context of the pool's agents. */
type Inside = <T>(think: () => T) => T;

/** One run in this thread. */
export class InlineRun implements PoolRun {
  readonly lanes: number;
  readonly loadError = undefined;
  readonly #turns: InlineTurns;
  readonly #run: number;
  readonly #options: RunOptions;
  readonly #inside: Inside;
  readonly #running = new Map<Job, RunningJob>();
  #now: () => number = () => 0;
  #isDraining = false;

  constructor(turns: InlineTurns, run: number, options: RunOptions, inside: Inside) {
    this.#turns = turns;
    this.#run = run;
    this.#options = options;
    this.#inside = inside;
    this.lanes = Math.min(turns.concurrency, options.agents.length);
  }

  begin(startTime: bigint): void {
    this.#now = swarmClock(startTime);
  }

  async run(take: (worker: string) => readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void> {
    if ((await this.#turns.acquire(this.#run)) === undefined) return;
    try {
      // One turn of the event loop before each agent lets signals and timers run between agents.
      await setImmediate();
      if (this.#isDraining) return;
      for (const job of take("main")) onOutcome(await this.#runOne(job));
    } finally {
      this.#turns.release();
    }
  }

  #runOne(job: Job): Promise<Outcome> {
    const task = this.#options.agents[job];
    if (task === undefined) throw new RangeError(`There is no job ${job}.`);
    const agent = { ...task, agentType: agentTypeOf(task) };
    const since = this.#now();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const abandon = () => {
      const error = new AgentError("was given up while it was still running", { ...agent, code: "KILLED" });
      const result = failedResult(agent, error, { worker: "main", startedAt: since, endedAt: this.#now() });
      resolve({ job, result, workerLost: false });
    };
    const context = this.#contextOf(job, agent.agentId);
    this.#running.set(job, { since, context, abandon });
    void this.#inside(() => runAgent(agent, context)).then((result) =>
      resolve({ job, result, workerLost: false }),
    );
    return promise.finally(() => {
      context.end();
      this.#running.delete(job);
    });
  }

  #contextOf(job: Job, agentId: number): InlineContext {
    const { settings, onModelUse } = this.#options;
    const { shared, model } = settings;
    return new InlineContext({
      agentId,
      shared,
      model,
      now: this.#now,
      onUse: (use) => onModelUse(job, use),
    });
  }

  withdraw(): void {
    this.#turns.withdraw(this.#run);
  }

  *running(): Iterable<Running> {
    for (const [job, { since }] of this.#running) yield { job, since, worker: "main" };
  }

  drain(): void {
    this.#isDraining = true;
    this.withdraw();
  }

  requestStop(job: Job, cause?: unknown): void {
    this.#running.get(job)?.context.stop(cause);
  }

  /** Ends the job for the coordinator. The agent itself goes on, because a thread cannot interrupt itself. */
  kill(job: Job): void {
    this.#running.get(job)?.abandon();
  }

  leave(): void {}
}
