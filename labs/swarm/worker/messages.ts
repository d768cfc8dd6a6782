import type { AgentErrorData } from "../../agents/agent.ts";
import type { Job } from "../executor.ts";
import type { Bundle } from "../transfer/index.ts";

/** What every worker is sent first: the code and values that its agents need. */
export interface InitMessage {
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
 * One agent as it is sent to a worker; `type` is an index of {@link InitMessage.types}.
 * It is a tuple, because the names of an object's fields would be copied with every message.
 */
export type JobMessage = readonly [
  job: Job,
  agentId: number,
  type: number,
  input: unknown,
  rest: readonly unknown[],
];

/** One result as it is sent back, without the fields that the coordinator knows. */
export type JobOutcome = readonly [
  job: Job,
  result: unknown,
  error: AgentErrorData | null,
  duration: number,
  startedAt: number,
  endedAt: number,
];

/** Run these jobs, one after the other. */
export interface JobsMessage {
  readonly kind: "jobs";
  readonly jobs: readonly JobMessage[];
}

/** Run up to `most` jobs of the list. The index of the next one is `counter[0]`, which all workers count up. */
export interface StealMessage {
  readonly kind: "steal";
  readonly jobs: readonly JobMessage[];
  readonly counter: Int32Array;
  readonly most: number;
}

/** A message of work. A worker runs one after the other. */
export type WorkMessage = JobsMessage | StealMessage;

/** What a worker that is ready sends to the coordinator. */
export type FromWorker =
  | { readonly kind: "outcomes"; readonly outcomes: readonly JobOutcome[] }
  /** The worker is done with a message of work, though it may not have begun all of its jobs. */
  | { readonly kind: "idle" }
  /** An error of an agent that has already ended. */
  | { readonly kind: "unhandled"; readonly agentId: number; readonly reason: string }
  /** Sent before `process.exit(code)` ends the worker. */
  | { readonly kind: "exiting"; readonly code: number };
