import type { AgentErrorData } from "../../agents/agent.ts";
import type { Copy, CopyPart } from "../../common/copy/copy.ts";
import { writeThrownCopy } from "../../common/copy/write-copy.ts";
import type { Job } from "../job.ts";
import type { ModelMessage } from "../model/messages.ts";
import type { BundleData, Code } from "../transfer/index.ts";

/** What the agents of a run are made of, which is the same in every run of the same classes and functions. */
export interface ProgramCode {
  readonly code: Code;
  /** Every class and function that agents are made of. */
  readonly types: readonly AgentType[];
}

/** The code and values that the agents of one run need. A worker is sent it once, before the run's first job there. */
export interface ProgramMessage {
  /** The number of the code. A worker keeps it for later runs. */
  readonly number: number;
  /** The code itself, where the worker does not have it. */
  readonly source: ProgramCode | undefined;
  /** The values at the launch, with which the code is built anew for each run. */
  readonly data: BundleData;
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
 * One agent as it is sent to a worker; `type` is an index of {@link ProgramCode.types}. The job is a number that no
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
  /** What of the result structured clone would lose, beside the places where it belongs. Most results have none. */
  parts?: readonly CopyPart[] | undefined,
];

/** The worker takes jobs from the list itself, up to `most`. The index of the next one is `counter[0]`, which all workers count up. */
export interface Stealing {
  readonly counter: Int32Array;
  readonly most: number;
}

/**
 * Run these jobs, one after the other. A worker runs one message of work after the other. It is a tuple for the same reason
 * as {@link JobMessage}: it is short where a run has one tiny agent.
 */
export type WorkMessage = readonly [
  run: number,
  /** The run's start, on the clock of `process.hrtime.bigint()`. */
  startTime: bigint,
  jobs: readonly JobMessage[],
  /** With the first work of a run. Only the number of code that the worker has, where there are no values. */
  program: ProgramMessage | number | undefined,
  /** What the worker need not keep any longer: runs that have ended, and code, whose numbers are negative here. */
  forgotten: readonly number[] | undefined,
  stealing: Stealing | undefined,
];

/** The agent's signal is aborted. */
export interface StopMessage {
  readonly kind: "stop";
  readonly job: Job;
  /** What it is aborted with; undefined for an AbortError. */
  readonly cause: Copy | undefined;
}

/** The message that a running agent is asked to stop. @param cause the reason of the run's signal; undefined where it has none */
export function stopMessage(job: Job, cause: unknown): StopMessage {
  return { kind: "stop", job, cause: cause === undefined ? undefined : writeThrownCopy(cause) };
}

/** Sent to an idle worker, so that it does not keep the memory of runs that have ended. */
export interface ForgetMessage {
  readonly kind: "forget";
  readonly forgotten: readonly number[];
}

/** What a worker that is ready sends to the coordinator. A list holds outcomes. */
export type FromWorker =
  | readonly JobOutcome[]
  /** An agent has changed a built-in of the language, so the worker runs no more. It says so before that agent's outcome. */
  | { readonly kind: "worn-out" }
  /** The worker is done with a message of work, though it may not have begun all of its jobs. */
  | { readonly kind: "idle" }
  /** The worker cannot load the program of a run, and has begun none of the jobs of its message of work. */
  | { readonly kind: "not-loaded"; readonly reason: string }
  /** An error of an agent that has already ended. */
  | { readonly kind: "unhandled"; readonly run: number; readonly agentId: number; readonly reason: string }
  /** Sent before `process.exit(code)` ends the worker. */
  | { readonly kind: "exiting"; readonly code: number }
  | ModelMessage;

/** Whether a message of a worker brings outcomes. */
export function isOutcomes<Message>(
  message: Message | readonly JobOutcome[],
): message is readonly JobOutcome[] {
  return Array.isArray(message);
}
