import type { StoredRun } from "./bullmq/wire/stored-run.ts";
import type { ModelOption, Schedule, SwarmRunOptions } from "./options.ts";
import type { Policy } from "./policy.ts";

/** The validated options of a run, with all defaults filled in. Times are in seconds. */
export interface SwarmSettings {
  readonly concurrency: number;
  readonly timeout: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly grace: number;
  readonly policy: Policy;
  readonly retries: number;
  readonly schedule: Schedule;
  readonly chunk: number;
  readonly shared: unknown;
  /** The run's name in its engine. */
  readonly runId: string | undefined;
  /** The run of a lost coordinator with which it goes on. */
  readonly resumes: StoredRun | undefined;
  readonly model: ModelOption | undefined;
  readonly onProgress: SwarmRunOptions["onProgress"];
  readonly announce: ((line: string) => void) | undefined;
}
