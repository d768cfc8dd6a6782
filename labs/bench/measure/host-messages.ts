import type { SwarmSource } from "./swarm-source.ts";

/**
 * The messages to a host, a line of JSON each. A host is a program that runs one swarm and exchanges these messages over
 * its descriptor 3.
 */
export type ToHost =
  /** The host loads the swarm, warms up, and answers `ready`. */
  | { readonly kind: "prepare"; readonly order: unknown }
  /** The host runs the swarm and answers `began` when the workers are ready, `ended` after the last agent, then `done`. */
  | { readonly kind: "go" };

/** The messages from a host. */
export type FromHost =
  | { readonly kind: "ready" }
  | { readonly kind: "began" }
  | { readonly kind: "ended" }
  | ({ readonly kind: "done" } & HostReport)
  /** The host cannot run the swarm; `message` is a sentence. */
  | { readonly kind: "refused"; readonly message: string };

/** What the Node host runs: a swarm, with an executor. */
export interface NodeOrder {
  readonly executor: string;
  readonly source: SwarmSource;
  /** The number of workers. @default the executor's own */
  readonly concurrency?: number;
  /** The number of agents in one message. @default 1 */
  readonly chunk?: number;
  /**
   * "warm" workers have run such work before, so that its code is compiled; "cold" ones are new. @default "cold"
   */
  readonly workers?: WorkerState;
}

export type WorkerState = "warm" | "cold";

/** The part of a measurement that the host takes itself. Times are in seconds. */
export interface HostReport {
  /** From the start of the first agent to the end of the last one. */
  readonly seconds: number;
  /** The time of starting the workers. */
  readonly startupSeconds: number;
  readonly agents: readonly HostAgent[];
  /** The delay of timers on the host's main thread; null where it is not known. */
  readonly eventLoopDelay: EventLoopDelay | null;
}

/** The part of an agent's result that a measurement needs. */
export interface HostAgent {
  readonly agentId: number;
  readonly agentType: string;
  readonly worker: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly duration: number;
  readonly success: boolean;
  /** Why the agent failed, or null when it succeeded. */
  readonly error: string | null;
  /** Equal for equal results, with every executor and in every language. */
  readonly fingerprint: string;
}

/** How late the event loop was, in milliseconds. */
export interface EventLoopDelay {
  readonly mean: number;
  readonly p99: number;
  readonly max: number;
}
