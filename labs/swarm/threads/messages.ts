import type { MessagePort } from "node:worker_threads";
import type { AgentErrorData } from "../../agents/error-data.ts";
import type { Job } from "../executor.ts";
import type { Bundle } from "../transfer/index.ts";

/** What a thread is told once, when it is hired. */
export interface Contract {
  readonly port: MessagePort;
  readonly board: SharedArrayBuffer;
  /** The thread's row on the board. */
  readonly row: number;
  readonly bundle: Bundle;
  /** Every class and function that agents of this swarm are made of. */
  readonly types: readonly AgentType[];
  /** The serialized `shared` option. */
  readonly shared: unknown;
}

export interface AgentType {
  /** Its name in the bundle. */
  readonly name: string;
  /** Its name in results. */
  readonly agentType: string;
}

/**
 * One agent as it crosses to a thread; `type` is a place in {@link Contract.types}.
 * A tuple, because the names of an object's fields would be copied with every message.
 */
export type JobMessage = readonly [
  job: Job,
  agentId: number,
  type: number,
  input: unknown,
  rest: readonly unknown[],
];

/** One result as it crosses back. What the coordinator knows anyway is left out. */
export type JobEnding = readonly [
  job: Job,
  result: unknown,
  error: AgentErrorData | null,
  duration: number,
  startedAt: number,
  endedAt: number,
];

/** Take up to `most` jobs from the list, each time the one whose number `counter[0]` gives and counts up. */
export interface StealMessage {
  readonly kind: "steal";
  readonly jobs: readonly JobMessage[];
  readonly counter: Int32Array;
  readonly most: number;
}

/** What the coordinator says to a thread. */
export type ToThread =
  | { readonly kind: "jobs"; readonly jobs: readonly JobMessage[] }
  | StealMessage
  | { readonly kind: "stop"; readonly job: Job };

/** What a thread says to the coordinator. */
export type FromThread =
  | { readonly kind: "ready"; readonly threadId: number }
  | { readonly kind: "ended"; readonly endings: readonly JobEnding[] }
  /** Nothing of what was sent is left to do, though some of it may not have been begun. */
  | { readonly kind: "idle" }
  | { readonly kind: "stray"; readonly agentId: number; readonly reason: string }
  /** The last words before `process.exit(code)` ends the thread. */
  | { readonly kind: "exiting"; readonly code: number };
