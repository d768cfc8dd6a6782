import type { MessagePort } from "node:worker_threads";
import type { Job } from "../executor.ts";
import type { ResultData } from "../result-data.ts";
import type { Luggage } from "../travel/index.ts";

/** What a thread is told once, when it is hired. */
export interface Contract {
  readonly port: MessagePort;
  readonly board: SharedArrayBuffer;
  /** The thread's row on the board. */
  readonly row: number;
  readonly luggage: Luggage;
  /** The packed `shared` option. */
  readonly shared: unknown;
}

/** One agent as it crosses to a thread. */
export interface JobMessage {
  readonly job: Job;
  readonly agentId: number;
  readonly agentType: string;
  /** The name of its class or function in the luggage. */
  readonly type: string;
  readonly input: unknown;
  readonly rest: readonly unknown[];
}

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

export interface JobEnding {
  readonly job: Job;
  readonly result: ResultData;
}
