import type { Job } from "../executor.ts";
import type { AgentType, FromThread, JobMessage } from "../threads/messages.ts";
import type { Bundle } from "../transfer/index.ts";

/** The descriptors that a process is given besides its standard input and outputs. */
export const DESCRIPTORS = { work: 3, control: 4, board: 5 } as const;

/** What a process is told first. */
export interface Contract {
  readonly kind: "contract";
  readonly bundle: Bundle;
  /** Every class and function that agents of this swarm are made of. */
  readonly types: readonly AgentType[];
  /** The serialized `shared` option. */
  readonly shared: unknown;
}

/** What the coordinator says to a process. */
export type ToProcess =
  | Contract
  /** The swarm's start, on the clock of `process.hrtime.bigint()`. */
  | { readonly kind: "begin"; readonly zero: bigint }
  | { readonly kind: "jobs"; readonly jobs: readonly JobMessage[] }
  /** End yourself. */
  | { readonly kind: "leave" };

/** What a process says to the coordinator: much the same as a thread. */
export type FromProcess =
  | Exclude<FromThread, { kind: "ready" }>
  | { readonly kind: "ready" }
  /** It cannot become ready. */
  | { readonly kind: "unable"; readonly reason: string };

/** What the supervisor says to the watchdog in a process. */
export type ToWatchdog =
  | { readonly kind: "ping" }
  | { readonly kind: "stop"; readonly job: Job }
  | { readonly kind: "drain" };

/** What the watchdog says to the supervisor. Memory is in bytes. */
export type FromWatchdog =
  | { readonly kind: "pong" }
  | { readonly kind: "memory-warning"; readonly used: number };

/** What a watchdog is told when it starts. */
export interface WatchdogOrders {
  /** The process's own board, where the stop flag stands. */
  readonly board: SharedArrayBuffer;
  /** Bytes of private memory that agents may use on top of what the process takes by itself. */
  readonly memoryLimit: number;
}

/** What a process says to its own watchdog: from now on, memory counts as its agents'. */
export interface ToWatchdogInside {
  readonly kind: "guard";
}

/** What a watchdog says to its own process. */
export type FromWatchdogInside = { readonly kind: "watching" } | { readonly kind: "stop"; readonly job: Job };
