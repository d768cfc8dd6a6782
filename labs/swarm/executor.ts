import type { AgentResult, AgentTask } from "../agents/index.ts";
import type { ExecutorName } from "./executor-name.ts";
import type { SwarmSettings } from "./settings.ts";

/** Which failures of one agent leave all other agents and the coordinator unharmed. */
export interface Containment {
  /** The agent throws. */
  readonly throw: boolean;
  /** The agent's promise is rejected. */
  readonly reject: boolean;
  /** The agent calls `process.exit()`. */
  readonly exit: boolean;
  /** The agent never ends: an endless loop, or a promise that nobody settles. */
  readonly spin: boolean;
  /** The agent answers with something that cannot be copied to another thread. */
  readonly uncloneable: boolean;
  /** The agent uses up all memory. */
  readonly memory: boolean;
  /** The agent crashes the engine itself, as `process.abort()` or a broken addon does. */
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
  /** How many agents run at the same time when nobody says. */
  defaultConcurrency(agents: number): number;
  /** Whether agents can compute at the same moment, given cores. */
  readonly parallel: boolean;
  /** The most that makes sense: 1 where agents run one after the other. */
  readonly maxConcurrency: number;
  /** Hires the workers. Throws a SwarmError before anything starts when an agent cannot be transferred. */
  open(setup: CrewSetup): Promise<Crew>;
}

export interface CrewSetup {
  /** All agents of the swarm; a {@link Job} names one by its index. */
  readonly agents: readonly AgentTask[];
  readonly settings: SwarmSettings;
  /** Called for an error that belongs to no running agent: a late rejection, a forgotten timer. */
  onStray(agentId: number, reason: string): void;
}

/** One agent that is due, by its place in {@link CrewSetup.agents}. */
export type Job = number;

/** How one job came out. */
export interface Ending {
  readonly job: Job;
  readonly result: AgentResult;
  /** True when the agent took its worker down with it, or was killed. */
  readonly workerLost: boolean;
}

/** A job that is running now. */
export interface Running {
  readonly job: Job;
  /** When it began, in seconds since the swarm's start. */
  readonly since: number;
}

/** The workers of one swarm. */
export interface Crew {
  /** What it took to get the workers ready, in seconds. */
  readonly startupSeconds: number;
  /** How many calls of `run` it takes at the same time. @default the concurrency */
  readonly lanes?: number;
  /** Starts the clock: `zero` is what `process.hrtime.bigint()` said at the swarm's start. */
  begin(zero: bigint): void;
  /**
   * Runs jobs one after the other on one free worker. It is called at most `lanes` times at once, is never
   * rejected, and resolves when that worker is free again or replaced.
   * Every job that began gets one `onEnd`. When the worker is lost, the jobs after the culprit get none: they are
   * still waiting, and the coordinator hands them out again. So do all jobs of a worker that was blocked by what an
   * earlier agent left behind, or whose answers were being copied together. The only job of a worker that has run
   * nothing else is the culprit even if it has not begun, so that no worker is replaced for ever.
   */
  run(jobs: readonly Job[], onEnd: (ending: Ending) => void): Promise<void>;
  /** As `run`, but the worker takes its jobs itself, by counting up `next[0]` until it has passed the end of `jobs`. */
  steal?(jobs: readonly Job[], next: Int32Array, onEnd: (ending: Ending) => void): Promise<void>;
  /** A job is running from its begin until its outcome has been received. */
  running(): Iterable<Running>;
  /** From now on no job begins: calls of `run` end as soon as the jobs that have begun have ended. */
  drain(): void;
  /** First phase of cancelling: raises the flag that the agent can look at. */
  stop(job: Job): void;
  /** Second phase: ends the job by force. Its `onEnd` is called with the code KILLED. */
  kill(job: Job): void;
  /**
   * After `drain`, when grace is over: ends every worker that is not ready or has not answered and runs no agent,
   * because something that an agent left behind keeps it busy. No job is blamed for it.
   */
  endBlocked?(): void;
  /** Lets all workers go and waits until they are gone. Nothing of the crew is left behind. */
  close(): Promise<void>;
}
