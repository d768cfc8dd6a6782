import type { AgentResult, AgentTask } from "../agents/index.ts";
import type { ExecutorOption } from "./executor-name.ts";
import type { Policy } from "./policy.ts";

/** The order in which waiting agents get a worker. */
export type Schedule = "in-order" | "longest-first" | "work-stealing";

/** One step of a swarm, as `onProgress` receives it. */
export interface SwarmProgress {
  /**
   * - `started`: the agent was sent to a worker; all agents of a chunk at once. With work stealing it is not reported.
   * - `finished`: it has a result.
   * - `stopping`: it was asked to stop.
   * - `killed`: its worker was ended by force.
   * - `retrying`: it failed and is tried again.
   * - `stray`: an error occurred in a timer or a promise of an agent that had already ended.
   */
  readonly kind: "started" | "finished" | "stopping" | "killed" | "retrying" | "stray";
  readonly agentId: number;
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

/** How to run a swarm. Only `agents` is needed. */
export interface SwarmOptions {
  readonly agents: readonly AgentTask[];
  /** What the agents run on. @default "worker-threads" */
  readonly executor?: ExecutorOption;
  /** How many agents may run at the same time. At least 1. @default the number of cores; on the event loop, all of them */
  readonly concurrency?: number;
  /** Seconds that one agent may take, from its own start. Above 0. @default none */
  readonly timeout?: number;
  /** Stops the whole swarm: running agents are asked, then killed; waiting ones never start. */
  readonly signal?: AbortSignal;
  /** Seconds between asking an agent to stop and killing its worker. At least 0. @default 0.25 */
  readonly grace?: number;
  /** When the swarm ends. @default settle */
  readonly policy?: Policy;
  /** How many times a failed agent is tried again. At least 0. @default 0 */
  readonly retries?: number;
  /** The order in which waiting agents get a worker. @default "in-order" */
  readonly schedule?: Schedule;
  /** How many agents are sent to a worker in one message. More is faster for many tiny, pure agents. @default 1 */
  readonly chunk?: number;
  /** Megabytes of memory that one agent may use. At least 1; only processes can enforce it. @default none */
  readonly memoryLimit?: number;
  /** How many agents a worker runs before it is replaced by a new one. At least 1. @default no limit */
  readonly maxTasksPerWorker?: number;
  /** Start every worker before the clock starts; the time it took is `startupSeconds`. @default true */
  readonly warmUp?: boolean;
  /** What every agent finds as `context.shared`. It is copied once for each worker; SharedArrayBuffers are shared. */
  readonly shared?: unknown;
  /** Called at each step of the swarm. */
  readonly onProgress?: (event: SwarmProgress) => void;
  /** Where the runtime status is printed at the start; `false` prints nothing. @default console.log */
  readonly announce?: ((line: string) => void) | false;
}
