import type { SwarmError } from "../errors.ts";
import type { Job, Outcome, PoolOptions, PoolRun, Running } from "../executor.ts";
import type { PoolWorker } from "./pool-worker.ts";
import type { RunProgram } from "./run-program.ts";
import type { Turns } from "./turns.ts";

/** What a run needs of the pool that it shares. */
export interface RunHost<W extends PoolWorker> {
  readonly options: PoolOptions;
  /** How many messages of work a worker may have at once, where the run sends chunks. */
  readonly depth: number;
  readonly turns: Pick<Turns<W>, "isAwaited" | "withdraw">;
  /** All workers that have been started and are not gone. */
  readonly workers: Iterable<W>;
  /** A worker for a run, as soon as it is the run's turn; undefined when the run waits no longer. */
  acquire(program: RunProgram): W | undefined | Promise<W | undefined>;
  /** A run needs the worker no more. */
  release(worker: W): void;
  /** Ends the worker, and starts another one. */
  replace(worker: W): void;
  /** Starts a worker before it is needed, when the one that runs the job may have to be killed soon. */
  startSpareFor(worker: W, grace: number): void;
  leave(program: RunProgram): void;
}

/** One run inside a pool of workers. Its jobs are the indexes of its agents; those of the pool begin at another number. */
export class RunInPool<W extends PoolWorker> implements PoolRun {
  readonly program: RunProgram;
  readonly lanes: number;
  loadError: SwarmError | undefined;
  readonly #pool: RunHost<W>;

  constructor(pool: RunHost<W>, program: RunProgram) {
    this.#pool = pool;
    this.program = program;
    const { chunk } = program.options.settings;
    const perWorker = chunk > 1 && pool.options.maxTasksPerWorker === undefined ? pool.depth : 1;
    const messages = Math.ceil(program.agents.length / chunk);
    this.lanes = Math.min(pool.options.concurrency * perWorker, messages);
  }

  begin(startTime: bigint): void {
    this.program.startTime = startTime;
  }

  async run(take: (worker: string) => readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void> {
    const turn = this.#pool.acquire(this.program);
    const worker = turn instanceof Promise ? await turn : turn;
    if (worker === undefined) return;
    const agents = take(worker.name);
    if (agents.length > 0) await this.#send(worker, agents, undefined, onOutcome);
    this.#pool.release(worker);
  }

  async steal(
    agents: readonly Job[],
    counter: Int32Array,
    onOutcome: (outcome: Outcome) => void,
  ): Promise<void> {
    const worker = await this.#pool.acquire(this.program);
    if (worker === undefined) return;
    if (!this.program.isDraining) await this.#send(worker, agents, counter, onOutcome);
    this.#pool.release(worker);
  }

  async #send(
    worker: W,
    agents: readonly Job[],
    counter: Int32Array | undefined,
    onOutcome: (outcome: Outcome) => void,
  ): Promise<void> {
    const { program } = this;
    try {
      const done = worker.run({ program, agents, counter, onOutcome });
      if (counter !== undefined && this.#pool.turns.isAwaited(program.run)) worker.askToYield();
      await done;
      program.hasLoaded = true;
    } catch (error) {
      if (worker.tasksDone > 0) {
        // An earlier agent may have changed what loading needs, so the agents, which have not run, go to another worker.
        program.hasFailedToLoad = true;
        this.#pool.replace(worker);
        return;
      }
      // Workers reject with nothing else.
      if (!program.hasLoaded) this.loadError ??= error as SwarmError;
      this.#pool.release(worker);
      throw error;
    }
  }

  withdraw(): void {
    this.#pool.turns.withdraw(this.program.run);
  }

  *running(): Iterable<Running> {
    for (const worker of this.#pool.workers) {
      const running = worker.running();
      const agent = running && this.program.agentOfJob(running.job);
      if (running !== undefined && agent !== undefined) {
        yield { job: agent, since: running.since, worker: worker.name };
      }
    }
  }

  drain(): void {
    this.program.isDraining = true;
    this.withdraw();
    for (const worker of this.#pool.workers) worker.drain(this.program.run);
  }

  requestStop(agent: Job, cause?: unknown): void {
    const worker = this.#workerOf(agent);
    if (worker === undefined) return;
    worker.requestStop(agent + this.program.firstJob, cause);
    // Its replacement starts shortly before it may have to be killed, so that no job waits for it.
    this.#pool.startSpareFor(worker, this.program.options.settings.grace);
  }

  kill(agent: Job): void {
    this.#workerOf(agent)?.kill(agent + this.program.firstJob);
  }

  endBlocked(): void {
    for (const worker of this.#pool.workers) worker.endIfBlocked(this.program.run);
  }

  leave(): void {
    this.#pool.leave(this.program);
  }

  #workerOf(agent: Job): W | undefined {
    const job = agent + this.program.firstJob;
    for (const worker of this.#pool.workers) if (worker.running()?.job === job) return worker;
    return undefined;
  }
}
