/** The least a result must say to be collected: whose it is. Every `AgentResult` says so. */
export interface Collectable {
  readonly agentId: number;
}

/**
 * Where agents' results come together. All collectors answer the same three questions; they differ in how
 * they keep agents from getting into each other's way:
 *
 * | collector            | agents add from         | how it stays right                                  |
 * |----------------------|-------------------------|-----------------------------------------------------|
 * | `ResultCollector`    | one thread              | only one thread ever touches it                     |
 * | `LockedCollector`    | any thread              | a mutex: one agent at a time writes                 |
 * | `QueueCollector`     | any thread              | a channel: agents send, one collector receives      |
 * | `PerAgentCollector`  | any thread              | each agent writes its own slot, nobody else's       |
 */
export interface Collector<R extends Collectable> {
  /** Adds one agent's result. */
  add(result: R): void;
  /** Everything collected so far: a frozen copy in the order of agent ids. */
  all(): readonly R[];
  /** How many results have been collected so far. */
  readonly count: number;
}

/** A frozen copy in the order of agent ids. Results of one agent keep the order in which they arrived. */
export function inAgentOrder<R extends Collectable>(results: Iterable<R>): readonly R[] {
  return Object.freeze([...results].sort((a, b) => a.agentId - b.agentId));
}
