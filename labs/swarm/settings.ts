import type { Schedule, SwarmOptions } from "./options.ts";
import type { Policy } from "./policy.ts";

/** The validated options of a swarm, with all defaults filled in. Times are in seconds. */
export interface SwarmSettings {
  readonly concurrency: number;
  readonly timeout: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly grace: number;
  readonly policy: Policy;
  readonly retries: number;
  readonly schedule: Schedule;
  readonly chunk: number;
  /** In megabytes. */
  readonly memoryLimit: number | undefined;
  readonly maxTasksPerWorker: number | undefined;
  readonly warmUp: boolean;
  readonly shared: unknown;
  readonly onProgress: NonNullable<SwarmOptions["onProgress"]>;
  readonly announce: (line: string) => void;
}
