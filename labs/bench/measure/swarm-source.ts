import type { AgentTask } from "../../agents/index.ts";

/**
 * Where a host finds the swarm that it runs: an exported function of a module, and its argument. Agents cannot be sent to
 * another process; plain data can.
 */
export interface SwarmSource {
  /** URL of the module. */
  readonly module: string;
  /** The name of the exported function, which returns a {@link SwarmToRun} or a promise of it. */
  readonly make: string;
  /** The function's only argument: plain JSON data. */
  readonly input: unknown;
}

/** The swarm that a host runs. */
export interface SwarmToRun {
  readonly agents: readonly AgentTask[];
  /** The option `shared` of `runMultiAgentSystem`. */
  readonly shared?: unknown;
  /** Agents that every warm worker runs before the measurement, so that the engine has compiled their code. */
  readonly warmUp?: readonly AgentTask[];
  /**
   * Whether its agents are themselves the warm-up: warm workers run the whole swarm once, and then it is made anew for the
   * measurement, with inputs and a shared value that no agent has changed. @default false
   */
  readonly isRehearsed?: boolean;
}
