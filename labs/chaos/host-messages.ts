import type { Fault, FaultName } from "./fault.ts";
import type { Observation } from "./trial.ts";

/** What a sacrificial process is asked to try. */
export interface ToHost {
  readonly fault: Fault & { readonly name: FaultName };
  readonly executor: string;
  readonly folder: string;
  readonly timeout: number;
}

/** What it says about it, if it lives to tell. */
export type FromHost =
  | { readonly kind: "observed"; readonly observation: Observation }
  /** The swarm was refused or could not go on. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string };
