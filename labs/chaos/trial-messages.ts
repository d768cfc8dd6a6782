import type { Fault, FaultName } from "./fault.ts";
import type { Observation } from "./trial.ts";

/** What a trial process is asked to try. */
export interface TrialRequest {
  readonly fault: Fault & { readonly name: FaultName };
  readonly executor: string;
  /** An empty folder for files that the agents write. */
  readonly folder: string;
  /** Seconds after which an agent that never ends is stopped. */
  readonly timeout: number;
}

/** What a trial process reports, if the fault leaves it alive. */
export type TrialReport =
  | { readonly kind: "observed"; readonly observation: Observation }
  /** The swarm did not start, or could not go on. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string };
