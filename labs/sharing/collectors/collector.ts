import { describeValue } from "../../common/describe-value.ts";
import { SharingError } from "../sharing-error.ts";

/** The one member that a collector reads of a result. Every `AgentResult` has it. */
export interface Collectable {
  readonly agentId: number;
}

/**
 * Gathers agents' results. All collectors have the same members; they differ in how they stay correct when several agents
 * add at once:
 *
 * | collector            | agents add from         | how it stays correct                                |
 * |----------------------|-------------------------|-----------------------------------------------------|
 * | `ResultCollector`    | one thread              | only one thread uses it                             |
 * | `LockedCollector`    | any thread              | a mutex: one agent at a time writes                 |
 * | `QueueCollector`     | any thread              | a channel: agents send, one collector receives      |
 * | `PerAgentCollector`  | any thread              | each agent writes a slot of its own                 |
 */
export interface Collector<R extends Collectable> {
  /** Adds one agent's result. */
  add(result: R): void;
  /** The results collected so far: a frozen copy in the order of agent ids. */
  all(): readonly R[];
  /** How many results have been collected so far. */
  readonly count: number;
}

/** A frozen copy in the order of agent ids. Results of one agent keep the order in which they arrived. */
export function inAgentOrder<R extends Collectable>(results: Iterable<R>): readonly R[] {
  return Object.freeze([...results].sort((a, b) => a.agentId - b.agentId));
}

/**
 * Returns the result.
 *
 * @throws SharingError `INVALID_ARGUMENT` for a result without a numeric `agentId`, before anything of it is stored
 */
export function checkResult<R extends Collectable>(result: R): R {
  if (typeof result === "object" && result !== null && typeof result.agentId === "number") return result;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `add() takes an agent's result with a numeric agentId, but got ${describeValue(result)}.`,
  );
}
