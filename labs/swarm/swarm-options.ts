import type { AgentResult, AgentTask } from "../agents/index.ts";
import type { ExecutorOption } from "./executor-name.ts";
import type { Policy } from "./policy.ts";

/** In which order waiting agents get a worker. */
export type Schedule = "in-order" | "longest-first" | "work-stealing";

/** Told as the swarm goes along; a progress bar needs no more. */
export interface SwarmProgress {
  /**
   * `started`: handed to a worker (in a chunk, all at once; where workers steal, nobody hands out and nobody tells).
   * `finished`: has a result. `stopping` is an agent that was asked to stop, `killed` one whose worker
   * was ended by force, `retrying` one that failed and is tried again. `stray` is an error that nobody waits for,
   * left behind by an agent that had already ended.
   */
  readonly kind: "started" | "finished" | "stopping" | "killed" | "retrying" | "stray";
  readonly agentId: number;
  /** Only with `finished`. */
  readonly result?: AgentResult;
  /** Only with `stopping`, `killed`, `retrying` and `stray`: why, in a sentence. */
  readonly reason?: string;
  /** Agents that have ended so far. */
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
  /** How many agents may run at the same time. @default the number of cores; on the event loop, all of them */
  readonly concurrency?: number;
  /** Seconds that one agent may take, from its own start. @default none */
  readonly timeout?: number;
  /** Stops the whole swarm: running agents are asked, then killed; waiting ones never start. */
  readonly signal?: AbortSignal;
  /** Seconds between asking an agent to stop and killing its worker. @default 0.25 */
  readonly grace?: number;
  /** When the swarm has seen enough. @default settle */
  readonly policy?: Policy;
  /** How many times a failed agent is tried again. @default 0 */
  readonly retries?: number;
  /** @default "in-order" */
  readonly schedule?: Schedule;
  /** How many agents are sent to a worker in one message. More is faster for many tiny, pure agents. @default 1 */
  readonly chunk?: number;
  /** Megabytes that one agent may use. Only processes can keep this promise. @default none */
  readonly memoryLimit?: number;
  /** A worker that has run this many agents is replaced by a fresh one. @default never */
  readonly maxTasksPerWorker?: number;
  /** Start every worker before the clock starts; the time it took is `startupSeconds`. @default true */
  readonly warmUp?: boolean;
  /** Handed to every agent as `context.shared`: copied once a worker, except that SharedArrayBuffers are shared. */
  readonly shared?: unknown;
  readonly onProgress?: (event: SwarmProgress) => void;
  /** Where the runtime status is printed at the start; `false` prints nothing. @default console.log */
  readonly announce?: ((line: string) => void) | false;
}
