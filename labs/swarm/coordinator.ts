import type { AgentResult } from "../agents/index.ts";
import { startInNotebook } from "./notebook-swarm.ts";
import type { SwarmOptions } from "./options.ts";
import { readOptions } from "./read-options.ts";
import type { SwarmRun } from "./run.ts";
import { runAlone, type StartedRun } from "./run-alone.ts";
import { resultsOf } from "./stream.ts";
import { swarmOf } from "./swarm-option.ts";

/**
 * Runs many agents and waits for all of them. A failed agent is a result with an error, never an exception here.
 *
 * ```ts
 * const run = await runMultiAgentSystem({ agents: [agent(DataAnalyst, 1, 5_000_000), agent(DataAnalyst, 2, 5_000_000)] });
 * ```
 *
 * @throws SwarmError before anything starts, when an option is invalid or an agent cannot be transferred to a worker
 */
export async function runMultiAgentSystem(options: SwarmOptions): Promise<SwarmRun> {
  return (await start(options)).ended;
}

/**
 * Runs many agents and yields each result as soon as it arrives. Leaving the loop early stops the swarm.
 *
 * ```ts
 * for await (const result of streamMultiAgentSystem({ agents })) console.log(result.agentId, result.result);
 * ```
 *
 * @returns the whole run, as the return value of the iterator
 * @throws SwarmError as {@link runMultiAgentSystem} does, at the first step of the loop
 */
export function streamMultiAgentSystem(options: SwarmOptions): AsyncGenerator<AgentResult, SwarmRun> {
  return resultsOf((onResult) => start(options, onResult));
}

async function start(options: SwarmOptions, onResult?: (result: AgentResult) => void): Promise<StartedRun> {
  const swarm = swarmOf(options);
  if (swarm !== undefined) return swarm.start(options, onResult);
  const { workers, run } = readOptions(options);
  return (await startInNotebook(options, onResult)) ?? runAlone(workers, run, onResult);
}
