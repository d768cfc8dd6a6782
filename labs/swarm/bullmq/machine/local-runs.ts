import type { Job } from "../../job.ts";

/** A run whose coordinator is in this program. */
export interface LocalRun {
  /** When it began, by `process.hrtime.bigint()`. */
  readonly startTime: bigint;
  /** Takes the result of a job before the engine has it, so that no other job begins of a run that it ends. */
  onCompleted(job: Job, attempt: number, value: unknown): void;
  onFailed(job: Job, attempt: number, reason: string): void;
  onStalled(job: Job, attempt: number): void;
}

/** The runs whose coordinators are in this program, as their jobs name them. A machine here needs no engine to reach them. */
export const localRuns = new Map<string, LocalRun>();
