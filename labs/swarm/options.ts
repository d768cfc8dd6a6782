import type { AgentResult, AgentTask, ModelAccess, SharedModel } from "../agents/index.ts";
import type { EngineOptions } from "./bullmq/engine-options.ts";
import type { ExecutorName, ExecutorOption } from "./executor-name.ts";
import type { Policy } from "./policy.ts";
import type { SwarmRun } from "./run.ts";

/** The order in which waiting agents get a worker. */
export type Schedule = "in-order" | "longest-first" | "work-stealing";

/** A language model for a swarm. Where it has `accessFor`, each agent gets a way in of its own, and agents take turns. */
export type ModelOption = ModelAccess & Partial<Pick<SharedModel, "accessFor">>;

/** One step of a swarm, as `onProgress` receives it. */
export interface SwarmProgress {
  /**
   * - `started`: the agent begins on a worker, or was sent to one; all agents of a chunk are sent at once, and run one after
   *   the other. With work stealing it is reported up to 0.1 s later, and not for agents that are done before.
   * - `finished`: it has a result.
   * - `stopping`: it was asked to stop.
   * - `killed`: its worker was ended by force.
   * - `retrying`: it failed and is tried again.
   * - `stray`: an error occurred in a timer or a promise of an agent that had already ended.
   */
  readonly kind: "started" | "finished" | "stopping" | "killed" | "retrying" | "stray";
  readonly agentId: number;
  /** Only with `started`: the worker, as "main", "thread 3" or "process 4711". */
  readonly worker?: string;
  /** Only with `started`: the name of the agent's class or function. */
  readonly agentType?: string;
  /** Only with `finished`. */
  readonly result?: AgentResult;
  /** Only with `stopping`, `killed`, `retrying` and `stray`: why, in a sentence. */
  readonly reason?: string;
  /** How many agents have ended so far. */
  readonly done: number;
  readonly total: number;
  /** Seconds since the swarm's start. */
  readonly elapsed: number;
}

/** The options that each run of a swarm has for itself. Only `agents` is needed. */
export interface SwarmRunOptions {
  /** They are run as the list is now. An input is copied when its agent is sent to a worker, so leave it as it is until then. */
  readonly agents: readonly AgentTask[];
  /** Seconds that one agent may take, from its own start. Above 0. @default none */
  readonly timeout?: number;
  /** Stops the whole run: running agents are asked, then killed; waiting ones never start. */
  readonly signal?: AbortSignal;
  /** Seconds between asking an agent to stop and killing its worker. At least 0. @default 0.25 */
  readonly grace?: number;
  /** When the run ends. @default settle */
  readonly policy?: Policy;
  /** How many times a failed agent is tried again. At least 0. @default 0 */
  readonly retries?: number;
  /** The order in which waiting agents get a worker. @default "in-order" */
  readonly schedule?: Schedule;
  /** How many agents are sent to a worker in one message. More is faster for many tiny, pure agents. @default 1 */
  readonly chunk?: number;
  /** What every agent finds as `context.shared`. It is copied once for each worker; SharedArrayBuffers are shared. */
  readonly shared?: unknown;
  /**
   * The language model that agents find as `context.model`, on whatever worker they run. `openModel` of
   * `@swarmlab/labs/model` opens one. It stays open after the run. @default none
   */
  readonly model?: ModelOption;
  /**
   * The run's name on its engine, for the executor "bullmq": `resumeMultiAgentSystem` goes on with it when this program was
   * lost. Up to 64 letters, digits, - and _. @default a random one
   */
  readonly runId?: string;
  /** Called at each step of the run. */
  readonly onProgress?: (event: SwarmProgress) => void;
  /** Where the runtime status is printed at the start; `false` prints nothing. @default console.log, for a run of its own */
  readonly announce?: ((line: string) => void) | false;
}

/** The options of the workers, which all runs of a swarm have in common. */
interface WorkerOptions {
  /** What the agents run on. @default "worker-threads" */
  readonly executor?: ExecutorOption;
  /** How many agents may run at the same time. At least 1. @default the number of cores; on the event loop, all of them */
  readonly concurrency?: number;
  /** Megabytes of memory that one agent may use. At least 1; only processes can enforce it. @default none */
  readonly memoryLimit?: number;
  /** How many agents a worker runs before it is replaced by a new one. At least 1. @default no limit */
  readonly maxTasksPerWorker?: number;
  /** Where jobs are kept and who runs them, for the executor "bullmq". @default an embedded engine and a worker of its own */
  readonly engine?: EngineOptions;
  /** Start every worker before the clock starts; the time it took is `startupSeconds`. @default true */
  readonly warmUp?: boolean;
}

/** How to run a swarm. Only `agents` is needed. */
export interface SwarmOptions extends SwarmRunOptions, WorkerOptions {
  /**
   * A swarm that is open, from `openSwarm`: the agents run on its workers. With `false` the run has workers of its own,
   * also in a notebook. @default workers of its own; in a notebook those that the kit keeps warm, when they are idle
   */
  readonly swarm?: OpenSwarm | false;
}

/** How to open a swarm. */
export interface OpenSwarmOptions extends WorkerOptions {
  /** What the agents of a run find as `context.shared` when the run has none of its own. */
  readonly shared?: unknown;
  /** Where the line about the workers is printed; `false` prints nothing. @default console.log */
  readonly announce?: ((line: string) => void) | false;
}

/**
 * - `open`: it takes runs.
 * - `closing`: it takes no more runs, and waits for those that it has.
 * - `closed`: its workers are gone.
 */
export type OpenSwarmState = "open" | "closing" | "closed";

/** A swarm whose workers stay ready for further runs. `openSwarm` opens it. */
export interface OpenSwarm extends AsyncDisposable {
  readonly executor: ExecutorName;
  /** How many agents can run at the same time, of all runs together. */
  readonly concurrency: number;
  readonly state: OpenSwarmState;
  /**
   * Runs agents, as `runMultiAgentSystem` does. Several runs may go on at once; they get workers in turn.
   *
   * @throws SwarmError `CLOSED` when the swarm is not open; else as `runMultiAgentSystem`
   */
  run(agents: readonly AgentTask[] | SwarmRunOptions): Promise<SwarmRun>;
  /** As `run`, but yields each result as soon as it arrives. Leaving the loop early stops this run. */
  stream(agents: readonly AgentTask[] | SwarmRunOptions): AsyncGenerator<AgentResult, SwarmRun>;
  /**
   * Ends the swarm: it takes no more runs, waits for those that it has, and ends its workers. It may be called again.
   *
   * @param options.force whether the runs are stopped instead, in two phases, each after its own grace. @default false
   */
  close(options?: { readonly force?: boolean }): Promise<void>;
}
