import type { AgentResult } from "../agents/index.ts";
import type { SwarmOptions } from "./options.ts";
import { readOptions } from "./read-options.ts";
import type { SwarmRun } from "./run.ts";
import { Swarm } from "./swarm.ts";

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
  return new Swarm(readOptions(options)).run();
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
export async function* streamMultiAgentSystem(options: SwarmOptions): AsyncGenerator<AgentResult, SwarmRun> {
  const ready: AgentResult[] = [];
  let wake = Promise.withResolvers<void>();
  const swarm = new Swarm(readOptions(options), (result) => {
    ready.push(result);
    wake.resolve();
  });
  let isOver = false;
  const run = swarm.run().finally(() => {
    isOver = true;
    wake.resolve();
  });
  // The last line throws the error; this keeps it from counting as an unhandled rejection.
  run.catch(() => {});
  try {
    while (!isOver || ready.length > 0) {
      if (ready.length === 0) await wake.promise;
      wake = Promise.withResolvers();
      yield* ready.splice(0);
    }
    return await run;
  } finally {
    swarm.stop({ code: "CANCELLED", message: "was stopped, because nobody reads the results any more" });
    await run.catch(() => {});
  }
}
