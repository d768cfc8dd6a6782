import type { AgentResult, AgentTask } from "../agents/index.ts";
import { warmWorkersLine } from "./announcement.ts";
import { SwarmError } from "./errors.ts";
import type { WorkerPool } from "./executor.ts";
import type { ExecutorName } from "./executor-name.ts";
import type { OpenSwarm, OpenSwarmOptions, OpenSwarmState, SwarmRunOptions } from "./options.ts";
import { checkIsObject, refuseOtherWorkers, refuseRunOptions } from "./other-workers.ts";
import { readAnnounce, readRunOptions, readWorkerOptions, type WorkerSettings } from "./read-options.ts";
import type { SwarmRun } from "./run.ts";
import type { StartedRun } from "./run-alone.ts";
import { type RuntimeStatus, runtimeStatus } from "./runtime-status.ts";
import { resultsOf } from "./stream.ts";
import { Swarm } from "./swarm.ts";

/**
 * Opens a swarm whose workers stay ready: each further run costs some microseconds, where a run of its own starts workers
 * anew, which takes tens of milliseconds.
 *
 * ```ts
 * await using swarm = await openSwarm({ executor: "worker-threads" });
 * const first = await swarm.run([agent(DataAnalyst, 1, 5_000_000)]);
 * const second = await swarm.run({ agents, timeout: 2, policy: failFast });
 * ```
 *
 * A run on it is as a run of its own: the same options, results, containment, two-phase stop and retries. Classes and
 * functions are built anew in each worker for each run, from their newest definition; their text travels once. A module
 * (`static module`) is loaded once for each worker, so what it remembers is still there in the next run. So is all else that
 * an agent leaves in its worker: globals, timers, a lock that it has not released. A worker that one run has lost is
 * replaced, and fails no agent of another run; so is one that can load nothing any more, or whose built-ins an agent has changed.
 * `startupSeconds` of a run is 0.
 *
 * An agent of an inline executor may await another run on its swarm, but not `close`, which would wait for the agent.
 *
 * While it is opened, the promise is pending. Then its state is `open`, after `close` `closing`, and at last `closed`. An
 * idle swarm is sent nothing, so it costs next to no processor time, and it does not keep the program running. Its workers
 * end with the program, however that ends. An error in a timer that outlives the run of its agent is dropped.
 *
 * @throws SwarmError `INVALID_ARGUMENT`, `UNKNOWN_EXECUTOR`, `UNSUPPORTED_OPTION` for the options; `CANNOT_START`
 */
export async function openSwarm(options: OpenSwarmOptions = {}): Promise<OpenSwarm> {
  refuseRunOptions(options);
  const workers = readWorkerOptions(options);
  const announce = readAnnounce(options.announce) ?? console.log;
  const swarm = await openWarmSwarm(workers, options.shared, announce || undefined);
  try {
    if (announce !== false && workers.executor.parallel) announce(warmWorkersLine(workers, runtimeStatus()));
  } catch (error) {
    await swarm.close();
    throw error;
  }
  return swarm;
}

/** Opens a swarm whose options are valid. @throws SwarmError CANNOT_START */
export async function openWarmSwarm(
  workers: WorkerSettings,
  shared?: unknown,
  announce?: (line: string) => void,
): Promise<WarmSwarm> {
  const pool = workers.executor.createPool({ ...workers, shared, staysOpen: true, announce });
  if (workers.warmUp) {
    try {
      await pool.start();
    } catch (error) {
      await pool.close();
      throw error;
    }
  }
  return new WarmSwarm(workers, pool, runtimeStatus(), shared);
}

/** The swarm that {@link openSwarm} opens. */
export class WarmSwarm implements OpenSwarm {
  readonly workers: WorkerSettings;
  readonly #pool: WorkerPool;
  /** Read once, because reading it costs as much as a tiny agent. */
  readonly #status: RuntimeStatus;
  readonly #shared: unknown;
  readonly #runs = new Set<Swarm>();
  #state: OpenSwarmState = "open";
  #isClosed: Promise<void> | undefined;
  /** Resolves when the last run has ended. */
  #lastRun = Promise.withResolvers<void>();

  constructor(workers: WorkerSettings, pool: WorkerPool, status: RuntimeStatus, shared: unknown) {
    this.workers = workers;
    this.#pool = pool;
    this.#status = status;
    this.#shared = shared;
  }

  get executor(): ExecutorName {
    return this.workers.executor.name;
  }

  get concurrency(): number {
    return this.workers.concurrency;
  }

  get state(): OpenSwarmState {
    return this.#state;
  }

  /** Whether no run goes on. */
  get isIdle(): boolean {
    return this.#runs.size === 0;
  }

  async run(agents: readonly AgentTask[] | SwarmRunOptions): Promise<SwarmRun> {
    return this.start(agents).ended;
  }

  stream(agents: readonly AgentTask[] | SwarmRunOptions): AsyncGenerator<AgentResult, SwarmRun> {
    return resultsOf((onResult) => this.start(agents, onResult));
  }

  /** Starts a run. Throws as `run` is rejected. @param startupSeconds how long the run has waited for the workers to start */
  start(
    agents: readonly AgentTask[] | SwarmRunOptions,
    onResult?: (result: AgentResult) => void,
    startupSeconds = 0,
  ): StartedRun {
    if (this.#state !== "open")
      throw new SwarmError(
        "CLOSED",
        `The swarm is ${this.#state}, so it takes no more runs; open another one.`,
      );
    // An array is the agents, whatever `isArray` makes of a readonly one.
    const options = (Array.isArray(agents) ? { agents } : (agents ?? {})) as SwarmRunOptions;
    checkIsObject(
      options,
      "A run needs an array of agent(…) tasks, or an object with agents and other options",
    );
    refuseOtherWorkers(options, this.workers);
    const shared = options.shared === undefined ? this.#shared : options.shared;
    const swarm = new Swarm(readRunOptions({ ...options, shared }, this.workers), this.#pool, onResult);
    return { ended: this.#follow(swarm, startupSeconds), stop: (reason) => swarm.stop(reason) };
  }

  async #follow(swarm: Swarm, startupSeconds: number): Promise<SwarmRun> {
    this.#runs.add(swarm);
    try {
      return await swarm.run(startupSeconds, this.#status);
    } finally {
      this.#runs.delete(swarm);
      if (this.#runs.size === 0) this.#lastRun.resolve();
    }
  }

  close({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
    this.#isClosed ??= this.#close();
    if (force) {
      for (const swarm of this.#runs)
        swarm.stop({ code: "CANCELLED", message: "was stopped, because its swarm was closed" });
    }
    return this.#isClosed;
  }

  async #close(): Promise<void> {
    this.#state = "closing";
    if (this.#runs.size === 0) this.#lastRun.resolve();
    else this.#lastRun = Promise.withResolvers();
    await this.#lastRun.promise;
    await this.#pool.close();
    this.#state = "closed";
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
