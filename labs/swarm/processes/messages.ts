import type { ModelReply } from "../model/messages.ts";
import type {
  ForgetMessage,
  FromWorker,
  ProgramMessage,
  StopMessage,
  WorkMessage,
} from "../worker/messages.ts";

/**
 * The descriptors that a process is given besides its standard input and outputs. It sends on `work` and receives on
 * `orders`. A write to a process that has ended breaks the pipe, and what the process said last must still be readable
 * then. On `control` nothing is said that must not be lost, so one pipe carries both directions.
 */
export const DESCRIPTORS = { work: 3, control: 4, status: 5, orders: 6 } as const;

/** What a process is sent first. */
export interface ProcessInitMessage {
  readonly kind: "init";
  /** The run for which it is started, and its program. */
  readonly program: readonly [run: number, program: ProgramMessage | number] | undefined;
}

/** What the coordinator sends to a process. */
export type ToProcess =
  | ProcessInitMessage
  | WorkMessage
  | ForgetMessage
  /** The process ends itself. */
  | { readonly kind: "exit" }
  | ModelReply;

/** What a process sends to the coordinator. */
export type FromProcess =
  | FromWorker
  | { readonly kind: "ready" }
  /** It cannot become ready. */
  | { readonly kind: "unable"; readonly reason: string };

/** From this length on, a program's memory is set apart from what agents use, in bytes. Measuring it costs a little. */
export const LARGE_PROGRAM_BYTES: number = 2 ** 20;

/** What the supervisor sends to the watchdog in a process. */
export type ToWatchdog =
  /** A large program comes, whose memory does not count. */
  | { readonly kind: "loading" }
  | { readonly kind: "ping" }
  | StopMessage
  | { readonly kind: "drain"; readonly run: number };

/** What the watchdog sends to the supervisor. Memory is in bytes. */
export type FromWatchdog =
  | { readonly kind: "pong" }
  | { readonly kind: "memory-warning"; readonly used: number };

/** What a watchdog is started with. */
export interface WatchdogOptions {
  /** The memory of the process's own {@link SharedStatus}, which holds the stop flag. */
  readonly status: SharedArrayBuffer;
  /** Bytes of private memory that agents may use on top of what the process takes by itself. */
  readonly memoryLimit: number;
}

/**
 * What a process sends to its own watchdog. `guard`: from now on, memory counts as used by its agents. `wake`: there is work
 * again.
 */
export interface ToWatchdogInside {
  readonly kind: "guard" | "wake";
}

/** What a watchdog sends to its own process. */
export type FromWatchdogInside =
  /** The answer to `guard`. */
  { readonly kind: "watching" } | StopMessage;
