import type { AgentResult, AgentTask } from "../agents/index.ts";
import type { ExecutorName } from "./executor-name.ts";
import type { SwarmSettings } from "./settings.ts";

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
}

/** Options that not every executor can honour. `deadline` and `work-stealing` are values of policy and schedule. */
export type GuardedOption =
  | "timeout"
  | "deadline"
  | "memoryLimit"
  | "maxTasksPerWorker"
  | "chunk"
  | "work-stealing";

/** One way to run a swarm. */
export interface Executor {
  readonly name: ExecutorName;
  readonly contains: Containment;
  readonly honours: ReadonlySet<GuardedOption>;
  /** How many of so many agents run at the same time, where no concurrency is given. */
  defaultConcurrency(agents: number): number;
  /** Whether agents compute at the same moment where there are several cores. */
  readonly parallel: boolean;
  /** The highest useful concurrency: 1 where agents run one after the other. */
  readonly maxConcurrency: number;
  /**
   * Opens a pool and starts its workers.
   *
   * @throws SwarmError before anything starts, when an agent cannot be transferred
   */
  open(options: PoolOptions): Promise<WorkerPool>;
}

export interface PoolOptions {
  /** All agents of the swarm; a {@link Job} names one by its index. */
  readonly agents: readonly AgentTask[];
  readonly settings: SwarmSettings;
  /** Called for an error of an agent that has already ended, in a promise or a timer. Its id is -1 when unknown. */
  onUnhandled(agentId: number, reason: string): void;
}

/** One agent of a swarm: its index in {@link PoolOptions.agents}. */
export type Job = number;

/** How one job ended. */
export interface Outcome {
  readonly job: Job;
  readonly result: AgentResult;
  /** Whether the worker ended with the job. */
  readonly workerLost: boolean;
}

/** A job that is running now. */
export interface Running {
  readonly job: Job;
  /** When it began, in seconds since the swarm's start. */
  readonly since: number;
}

/** The workers of one swarm. The coordinator closes the pool when the swarm ends. */
export interface WorkerPool {
  /** How long the workers took to start, in seconds. */
  readonly startupSeconds: number;
  /** How many calls of `run` may be pending at the same time. @default the concurrency */
  readonly lanes?: number;
  /** Starts the clock of the agents. `startTime` is the value of `process.hrtime.bigint()` at the swarm's start. */
  begin(startTime: bigint): void;
  /**
   * Runs jobs one after the other on one free worker. At most `lanes` calls may be pending. It resolves when the worker
   * is free again or gone, and is rejected when a lost worker cannot be replaced.
   *
   * `onOutcome` is called once for every job that has ended. When the worker is lost, the running job fails. The other
   * jobs get no outcome, and the coordinator sends them again. No job fails when a worker is lost that was blocked
   * between jobs, or while it copied the results of several jobs. The only job of a new worker fails even if it has not
   * begun, so that workers are not replaced without end.
   */
  run(jobs: readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void>;
  /** As `run`, but the worker takes its jobs itself: it counts up `next[0]`, the index of the next one in `jobs`. */
  steal?(jobs: readonly Job[], next: Int32Array, onOutcome: (outcome: Outcome) => void): Promise<void>;
  /** The running jobs. A job is running from its begin until its outcome has been received. */
  running(): Iterable<Running>;
  /** From now on no job begins. Pending calls of `run` resolve when the running jobs have ended. */
  drain(): void;
  /** First phase of cancelling: sets the stop flag that the agent can read. */
  requestStop(job: Job): void;
  /** Second phase of cancelling: ends the job by force. It fails with the code KILLED. */
  kill(job: Job): void;
  /**
   * Ends every worker that is blocked: it is not ready, or it runs none of the jobs that it was sent, because a timer or
   * promise of an earlier agent keeps it busy. No job fails. It is called after `drain`, when grace is over.
   */
  endBlocked?(): void;
  /** Ends all workers and resolves when they are gone. */
  close(): Promise<void>;
}
