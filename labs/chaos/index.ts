/** The chaos kit: faults of agents, and which executor contains them. */
export {
  type ContainmentOptions,
  type ContainmentTable,
  containmentTable,
} from "./containment-table.ts";
export { type Fault, type FaultKind, type FaultName, faults, promises } from "./fault.ts";
export { HealthyAgent } from "./healthy-agent.ts";
export { SabotageError } from "./sabotage-error.ts";
export { Saboteur, type SharedUnderTest } from "./saboteur.ts";
export type { Observation } from "./trial.ts";
export type { Trial, Verdict } from "./verdict.ts";
