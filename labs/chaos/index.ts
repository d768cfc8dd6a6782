/** The chaos kit: every way in which an agent can come to grief, and which executor survives it. */
export {
  type ContainmentOptions,
  type ContainmentTable,
  containmentTable,
} from "./containment-table.ts";
export { type Fault, type FaultKind, type FaultName, faults, promises } from "./fault.ts";
export { SabotageError } from "./sabotage-error.ts";
export { Saboteur, type SharedUnderTest } from "./saboteur.ts";
export type { Observation } from "./trial.ts";
export type { Trial, Verdict } from "./verdict.ts";
export { Witness } from "./witness.ts";
