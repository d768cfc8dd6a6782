import type { Job } from "../executor.ts";
import type { FromWorker } from "./messages.ts";
import type { SharedStatus } from "./shared-status.ts";

/** How a worker reaches its coordinator, and where it records which job runs. A thread has one, a process another. */
export interface Transport {
  /** What kind of worker this is, as error messages name it. */
  readonly kind: "thread" | "process";
  /** The worker's name in results, such as "thread 3". */
  readonly name: string;
  /** Where the worker reads the stop flag, and which runs drain. */
  readonly status: SharedStatus;
  /** The worker's row of `status`. */
  readonly row: number;
  /** Sends a message to the coordinator. Throws when something in it cannot be copied; then nothing was sent. */
  send(message: FromWorker): void;
  /** Called when the worker gets work, and when it has done all that it had. */
  recordWorking?(isWorking: boolean): void;
  /** Records that a job runs, before anything of its agent is touched. `since` is in seconds since its run's start. */
  recordBegin(job: Job, since: number): void;
  /** Records that no job runs. `since` is in seconds since the start of the run that it worked for. */
  recordIdle(since: number): void;
}
