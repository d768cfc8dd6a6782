import type { AgentErrorData } from "../../agents/agent.ts";
import type { Job } from "../executor.ts";
import type { BundleData, Code } from "../transfer/index.ts";

/** The code and values that the agents of one run need. A worker is sent it once, before the run's first job there. */
export interface ProgramMessage {
  /** The number of the run. */
  readonly run: number;
  /** The number of the code. A worker keeps it for later runs. */
  readonly code: number;
  /** The code itself, where the worker does not have it. */
  readonly source: Code | undefined;
  /** The values at the launch, with which the code is built anew for each run. */
  readonly data: BundleData;
  /** Every class and function that agents of this run are made of. */
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

/** What a worker need not keep any longer: the programs of runs that have ended, and code that was not used for long. */
export interface Forgotten {
  readonly runs: readonly number[];
  readonly codes: readonly number[];
}

/**
 * One agent as it is sent to a worker; `type` is an index of {@link ProgramMessage.types}. The job is a number that no
 * other job of the pool has.
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

interface Work {
  readonly run: number;
  /** The run's start, on the clock of `process.hrtime.bigint()`. */
  readonly startTime: bigint;
  /** With the first work of a run. */
  readonly program?: ProgramMessage;
  readonly forgotten?: Forgotten;
  readonly jobs: readonly JobMessage[];
}

/** Run these jobs, one after the other. */
export interface JobsMessage extends Work {
  readonly kind: "jobs";
}

/** Run up to `most` jobs of the list. The index of the next one is `counter[0]`, which all workers count up. */
export interface StealMessage extends Work {
  readonly kind: "steal";
  readonly counter: Int32Array;
  readonly most: number;
}

/** A message of work. A worker runs one after the other. */
export type WorkMessage = JobsMessage | StealMessage;

/** Sent to an idle worker, so that it does not keep the memory of runs that have ended. */
export interface ForgetMessage {
  readonly kind: "forget";
  readonly forgotten: Forgotten;
}

/** What a worker that is ready sends to the coordinator. */
export type FromWorker =
  | { readonly kind: "outcomes"; readonly outcomes: readonly JobOutcome[] }
  /** The worker is done with a message of work, though it may not have begun all of its jobs. */
  | { readonly kind: "idle" }
  /** The worker cannot load the program of a run, and has begun none of the jobs of its message of work. */
  | { readonly kind: "not-loaded"; readonly reason: string }
  /** An error of an agent that has already ended. */
  | { readonly kind: "unhandled"; readonly run: number; readonly agentId: number; readonly reason: string }
  /** Sent before `process.exit(code)` ends the worker. */
  | { readonly kind: "exiting"; readonly code: number };
