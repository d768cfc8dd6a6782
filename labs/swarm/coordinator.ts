import type { AgentResult } from "../agents/index.ts";
import type { SwarmOptions } from "./swarm-options.ts";
import type { SwarmRun } from "./swarm-run.ts";

export async function runMultiAgentSystem(options: SwarmOptions): Promise<SwarmRun> {
  throw new Error(`not here yet ${options.agents.length}`);
}
export async function* streamMultiAgentSystem(options: SwarmOptions): AsyncGenerator<AgentResult, SwarmRun> {
  throw new Error(`not here yet ${options.agents.length}`);
}
