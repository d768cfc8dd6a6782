import type { AgentResult, AgentTask, ModelUse } from "../agents/index.ts";
import type { EngineSettings } from "./bullmq/engine-options.ts";
import type { SwarmError } from "./errors.ts";
import type { ExecutorName } from "./executor-name.ts";
import type { Job } from "./job.ts";
import type { ModelOption } from "./options.ts";
import type { SwarmSettings } from "./settings.ts";

export type { Job } from "./job.ts";

/** Which failures of one agent harm neither other agents nor the coordinator. */
export interface Containment {
  /** The agent throws. */
  readonly throw: boolean;
  /** The agent's promise is rejected. */
  readonly reject: boolean;
  /** The agent calls `process.exit()`. */
  readonly exit: boolean;
  /** The agent never ends: an endless loop, or a promise that is never settled. */
  readonly spin: boolean;
  /** The agent returns a value that cannot be copied to another thread. */
  readonly uncloneable: boolean;
  /** The agent uses up all memory. */
  readonly memory: boolean;
  /** The agent crashes the engine, as `process.abort()` or a broken addon does. */
  readonly native: boolean;
  /** The machine or container that runs the agent is lost. */
  readonly machine: boolean;
}

/** Options that not every executor can honour. `deadline` and `work-stealing` are values of policy and schedule. */
export type GuardedOption =
  | "timeout"
  | "deadline"
  | "memoryLimit"
  | "maxTasksPerWorker"
  | "chunk"
  | "work-stealing"
  | "engine"
  | "runId";

/** One way to run a swarm. */
export interface Executor {
  readonly name: ExecutorName;
  readonly contains: Containment;
  readonly honours: ReadonlySet<GuardedOption>;
  /** Why it cannot honour an option, as the middle of a sentence, where its reason is one of its own. */
  readonly reasons?: Partial<Readonly<Record<GuardedOption, string>>>;
  /** How many of so many agents run at the same time, where no concurrency is given. */
  defaultConcurrency(agents: number, engine?: EngineSettings): number;
  /** Whether agents compute at the same moment where there are several cores. */
  readonly parallel: boolean;
  /** The highest useful concurrency: 1 where agents run one after the other. */
  readonly maxConcurrency: number;
  /** Makes a pool. No worker starts yet. */
  createPool(options: PoolOptions): WorkerPool;
}

/** What all runs of one pool have in common. */
export interface PoolOptions {
  /** How many workers there are at the same time. */
  readonly concurrency: number;
  /** Megabytes of memory that one agent may use. */
  readonly memoryLimit: number | undefined;
  /** How many agents a worker runs before it is replaced. */
  readonly maxTasksPerWorker: number | undefined;
  /** What agents of several runs may share. The locks on it that a lost thread held are released. */
  readonly shared?: unknown;
  /** Whether a lost worker is replaced at once, and not only when a run waits for it. */
  readonly staysOpen: boolean;
  /** Where jobs are kept and who runs them, for an executor with an engine. */
  readonly engine?: EngineSettings | undefined;
  /** Where the engine's own lines are printed. @default nowhere */
  readonly announce?: ((line: string) => void) | undefined;
}

/** One run, as a pool takes it in. */
export interface RunOptions {
  /** All agents of the run; a {@link Job} names one by its index. */
  readonly agents: readonly AgentTask[];
  readonly settings: SwarmSettings;
  /** Called for an error of an agent that has already ended, in a promise or a timer. Its id is -1 when unknown. */
  onUnhandled(agentId: number, reason: string): void;
  /** Called when a question of a running job to the run's language model has ended, before the job's outcome. */
  onModelUse(job: Job, use: ModelUse): void;
  /** The model of one job, where not all jobs of the run have the same. @default that of the settings */
  modelOf?(job: Job): ModelOption | undefined;
  /** Called by a pool that {@link PoolRun.reportsBegin} when a job has begun on a worker. */
  onBegun?(job: Job, worker: string): void;
  /** The run's name in its engine. @default one is made */
  readonly runId?: string | undefined;
}

/** How one job ended. */
export interface Outcome {
  readonly job: Job;
  readonly result: AgentResult;
  /** Whether the worker ended with the job. */
  readonly workerLost: boolean;
}

/** A job that has begun on a worker. */
export interface BegunJob {
  readonly job: Job;
  /** When it began, in seconds since its run's start. */
  readonly since: number;
}

/** A job that is running now. */
export interface Running extends BegunJob {
  /** The worker that runs it, as in results. */
  readonly worker: string;
}

/** Workers that several runs share. A swarm that stays open keeps its pool; every other run has a pool of its own. */
export interface WorkerPool {
  /**
   * Takes in one more run.
   *
   * @throws SwarmError CANNOT_TRANSFER when one of its agents cannot be transferred; nothing has started then
   */
  enter(options: RunOptions): PoolRun;
  /**
   * Starts all workers, and resolves when they are ready.
   *
   * @param run a run whose code all of them load at once
   * @throws SwarmError CANNOT_START
   */
  start(run?: PoolRun): Promise<void>;
  /** Ends all workers and resolves when they are gone. No run is inside any more. */
  close(): Promise<void>;
}

/** One run inside a pool. */
export interface PoolRun {
  /** How many calls of `run` may be pending at the same time. More have no use. */
  readonly lanes: number;
  /** Whether jobs are taken long before they begin, so that the pool itself says when they do. @default false */
  readonly reportsBegin?: boolean;
  /** What happened to the run's jobs that no result shows, a sentence each. @default nothing */
  readonly notes?: readonly string[];
  /** Why the code of the agents could not be loaded by the first worker that tried. */
  readonly loadError: SwarmError | undefined;
  /** Starts the clock of the agents. `startTime` is the value of `process.hrtime.bigint()` at the run's start. */
  begin(startTime: bigint): void;
  /**
   * Runs jobs one after the other on one worker. It waits until it is this run's turn of a free worker, and only then calls
   * `take` for the jobs, with the worker's name. In this thread that is just before the first of them begins. It resolves when they are done, or the worker is gone; at once when `take` has no jobs, and after
   * `withdraw`. It is rejected when no worker can be started.
   *
   * `onOutcome` is called once for every job that has ended. When the worker is lost, the running job fails. The other
   * jobs get no outcome, and the coordinator sends them again. No job fails when a worker is lost that was blocked
   * between jobs, or while it copied the results of several jobs. The only job of a new worker fails even if it has not
   * begun, so that workers are not replaced without end.
   */
  run(take: (worker: string) => readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void>;
  /** As `run`, but the worker takes its jobs itself: it counts up `next[0]`, the index of the next one in `jobs`. */
  steal?(jobs: readonly Job[], next: Int32Array, onOutcome: (outcome: Outcome) => void): Promise<void>;
  /** Calls of `run` that still wait for a worker resolve. */
  withdraw(): void;
  /** The running jobs of this run. A job is running from its begin until its outcome has been received. */
  running(): Iterable<Running>;
  /** From now on no job of this run begins. Pending calls of `run` resolve when the running jobs have ended. */
  drain(): void;
  /**
   * First phase of cancelling: sets the stop flag that the agent can read.
   *
   * @param cause what the agent's signal is aborted with: the reason of the run's signal; an AbortError where it is undefined
   */
  requestStop(job: Job, cause?: unknown): void;
  /** Second phase of cancelling: ends the job by force. It fails with the code KILLED. */
  kill(job: Job): void;
  /**
   * Ends every worker that this run's jobs were sent to and that runs none of them, because a timer or promise of an
   * earlier agent keeps it busy. No job fails. It is called after `drain`, when grace is over.
   */
  endBlocked?(): void;
  /** The run has ended. Its workers forget it, and go on with other runs. */
  leave(): void;
}
