import type { AgentTask } from "../../agents/index.ts";

/**
 * Where another process finds the swarm it is to run: an exported function of a module, and what to call it with.
 * Agents themselves do not cross to another process; plain data does.
 */
export interface SwarmSource {
  /** URL of the module. */
  readonly module: string;
  /** Name of the exported function that makes a {@link SwarmToRun}. */
  readonly make: string;
  /** Its only argument: plain JSON data. */
  readonly input: unknown;
}

/** What the function gives, or a promise of it. */
export interface SwarmToRun {
  readonly agents: readonly AgentTask[];
  /** Handed to every agent, as `runMultiAgentSystem({ shared })` does. */
  readonly shared?: unknown;
  /** Run in the host's main thread before anything is measured, so that the engine has compiled what it needs. */
  readonly warmUp?: readonly AgentTask[];
}
