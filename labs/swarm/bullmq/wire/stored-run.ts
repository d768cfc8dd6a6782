import type { JobMessage } from "../../worker/messages.ts";

/** What a coordinator needs to go on with a run of another one. */
export interface RunRecord {
  /** The run as its jobs name it, with a part that no other run of its name has. */
  readonly instance: string;
  readonly queue: string;
  readonly build: string;
  readonly program: string;
  /** One message for each agent. */
  readonly messages: readonly JobMessage[];
  readonly options: StoredOptions;
}

/** A run as the engine keeps it. */
export interface StoredRun {
  /** Its program, encoded. */
  readonly program: string;
  readonly record: RunRecord;
}

/** The options of a run that can be stored. */
export interface StoredOptions {
  readonly timeout: number | undefined;
  readonly grace: number;
  readonly policy: unknown;
  readonly retries: number;
  readonly memoryLimit: number | undefined;
  readonly maxTasksPerWorker: number | undefined;
}
