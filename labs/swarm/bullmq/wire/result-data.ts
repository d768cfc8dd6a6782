import { agentErrorFromData, agentErrorToData, freezeResult } from "../../../agents/agent.ts";
import type { AgentResult } from "../../../agents/index.ts";
import type { JobOutcome } from "../../worker/messages.ts";
import { decode, encode } from "./codec.ts";
import type { JobFields } from "./job-data.ts";
import type { Key } from "./key.ts";

/** Why a worker machine did not run a job. */
export interface Refusal {
  readonly code: "OTHER_BUILD" | "NOT_SIGNED" | "EXPIRED" | "CANNOT_LOAD" | "UNSUPPORTED_OPTION";
  /** A sentence. */
  readonly message: string;
}

/** The return value of a BullMQ job: how its agent has ended, or why it was refused. */
export interface ResultData {
  readonly run: string;
  readonly job: number;
  readonly attempt: number;
  /** The machine and its worker, as in results. */
  readonly worker: string;
  /** How many times the job was begun, on whatever machine. */
  readonly begun: number;
  readonly workerLost: boolean;
  /** The encoded {@link JobOutcome}; null where the job was refused or not begun. */
  readonly outcome: string | null;
  readonly refusal: Refusal | null;
  readonly signature: string;
}

type Unsigned = Omit<ResultData, "signature">;

const partsOf = ({ run, job, attempt, worker, begun, workerLost, outcome, refusal }: Unsigned) =>
  [
    run,
    job,
    attempt,
    worker,
    begun,
    workerLost,
    outcome,
    refusal?.code ?? null,
    refusal?.message ?? null,
  ] as const;

export function signedResult(result: Unsigned, key: Key): ResultData {
  return { ...result, signature: key.sign("result", partsOf(result)) };
}

/** Whether a return value is the signed result of this job. */
export function isResultOf(
  data: unknown,
  { run, job, attempt }: Pick<JobFields, "run" | "job" | "attempt">,
  key: Key,
): data is ResultData {
  const result = Object(data) as ResultData;
  const isOfJob = result.run === run && result.job === job && result.attempt === attempt;
  return isOfJob && key.isSigned("result", partsOf(result), result.signature);
}

/** Throws when the agent's result cannot be copied to another machine. */
export function encodeResult(job: number, result: AgentResult): string {
  const { error, duration, startedAt, endedAt } = result;
  const data: JobOutcome = [
    job,
    result.result,
    error && agentErrorToData(error),
    duration,
    startedAt,
    endedAt,
  ];
  return encode(data);
}

/** The result of an agent, from what its worker machine has sent. @param latest now, in seconds since the run's start */
export function decodeResult(
  outcome: string,
  agent: { readonly agentId: number; readonly agentType: string },
  worker: string,
  latest: number,
): AgentResult {
  const [, result, error, duration, startedAt, endedAt] = decode<JobOutcome>(outcome);
  // The clock of another machine is only known to some milliseconds.
  const end = Math.min(endedAt, latest);
  return freezeResult({
    agentId: agent.agentId,
    agentType: agent.agentType,
    result,
    success: error === null,
    error: error && agentErrorFromData(error),
    duration,
    startedAt: Math.max(0, Math.min(startedAt, end - duration)),
    endedAt: end,
    worker,
  });
}
