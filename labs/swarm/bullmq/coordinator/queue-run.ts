import type { Job } from "../../job.ts";

/** One run, as the connection to its queue sees it. */
export interface QueueRun {
  /** A job has a return value. */
  onCompleted(job: Job, attempt: number, value: unknown): void;
  /** BullMQ has given up a job. */
  onFailed(job: Job, attempt: number, reason: string): void;
  /** The machine of a job was lost, and another one gets the job. */
  onStalled(job: Job, attempt: number): void;
  /** No worker machine answers any more. */
  failAll(error: unknown): void;
}
