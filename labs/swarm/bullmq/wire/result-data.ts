import {
  type AgentError,
  agentErrorFromData,
  agentErrorToData,
  freezeResult,
} from "../../../agents/agent.ts";
import type { AgentResult } from "../../../agents/index.ts";
import { type Copy, type ReadRules, UnreadCopy } from "../../../common/copy/copy.ts";
import { readCopy } from "../../../common/copy/read-copy.ts";
import type { JobOutcome } from "../../worker/messages.ts";
import { unrevivable } from "../../worker/report-outcomes.ts";
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
  // The machine has not read it, because only the coordinator has the classes.
  const { value, parts } =
    result.result instanceof UnreadCopy ? result.result.copy : { value: result.result, parts: undefined };
  const data: JobOutcome = [
    job,
    value,
    error && agentErrorToData(error),
    duration,
    startedAt,
    endedAt,
    parts,
  ];
  return encode(data);
}

/**
 * The result of an agent, from what its worker machine has sent.
 *
 * @param latest now, in seconds since the run's start
 * @param rules how objects of classes are revived
 */
export function decodeResult(
  outcome: string,
  agent: { readonly agentId: number; readonly agentType: string },
  worker: string,
  latest: number,
  rules: ReadRules,
): AgentResult {
  const [, value, failure, duration, startedAt, endedAt, parts] = decode<JobOutcome>(outcome);
  const { result, error } =
    failure === null
      ? read({ value, parts }, agent, rules)
      : { result: null, error: agentErrorFromData(failure) };
  // The clock of another machine is only known to some milliseconds.
  const end = Math.min(endedAt, latest);
  return freezeResult({
    agentId: agent.agentId,
    agentType: agent.agentType,
    result,
    success: error === null,
    error,
    duration,
    startedAt: Math.max(0, Math.min(startedAt, end - duration)),
    endedAt: end,
    worker,
  });
}

function read(
  copy: Copy,
  agent: { readonly agentId: number; readonly agentType: string },
  rules: ReadRules,
): { result: unknown; error: AgentError | null } {
  try {
    return { result: readCopy(copy, rules), error: null };
  } catch (cause) {
    return { result: null, error: unrevivable(cause, agent) };
  }
}
