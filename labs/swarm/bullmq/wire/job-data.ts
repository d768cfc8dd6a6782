import type { Job } from "../../job.ts";
import { PROTOCOL } from "./build.ts";
import type { Key } from "./key.ts";

/** How long after it was sent a job may be run, in milliseconds: a day. */
export const LIFETIME_MS = 86_400_000;

/** What decides how one job runs. All of it is signed. */
export interface JobFields {
  /** The build of labs that has sent it. */
  readonly build: string;
  readonly run: string;
  /** The index of the agent in its run. */
  readonly job: Job;
  /** How many times it was sent before, as after a failure with `retries`. */
  readonly attempt: number;
  /** The hash of the run's program: code, values, `shared`. */
  readonly program: string;
  /** The agent's message, encoded: type, input, arguments. */
  readonly work: string;
  /** Seconds that the agent may take; null for no limit. */
  readonly timeout: number | null;
  readonly grace: number;
  /** Megabytes that the agent may use; null for no limit. */
  readonly memoryLimit: number | null;
  readonly maxTasksPerWorker: number | null;
  /** When it may no longer run, in milliseconds since 1970. */
  readonly expires: number;
}

/** The data of a BullMQ job. */
export interface JobData extends JobFields {
  readonly protocol: number;
  readonly signature: string;
}

export function signedJob(fields: JobFields, key: Key): JobData {
  return { protocol: PROTOCOL, ...fields, signature: key.sign("job", partsOf(fields)) };
}

export function isSignedJob(data: JobData, key: Key): boolean {
  return key.isSigned("job", partsOf(data), data.signature);
}

function partsOf(fields: JobFields): readonly unknown[] {
  const { build, run, job, attempt, program, work, timeout, grace, memoryLimit, maxTasksPerWorker, expires } =
    fields;
  return [build, run, job, attempt, program, work, timeout, grace, memoryLimit, maxTasksPerWorker, expires];
}

/** The id of a BullMQ job. A second job of the same id is not added, so nothing is sent twice. */
export function jobIdOf(run: string, job: Job, attempt: number): string {
  return `${run}.${job}.${attempt}`;
}

/** The parts of a job's id; undefined for an id that no swarm has given. */
export function readJobId(
  id: string,
): { readonly run: string; readonly job: Job; readonly attempt: number } | undefined {
  const [run, job, attempt, ...more] = id.split(".");
  if (run === undefined || more.length > 0 || !/^\d+$/.test(`${job}${attempt}`)) return undefined;
  return { run, job: Number(job), attempt: Number(attempt) };
}
