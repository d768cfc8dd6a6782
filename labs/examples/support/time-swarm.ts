import { runMultiAgentSystem, type SwarmOptions } from "../../swarm/index.ts";

/** Runs a swarm without a word and returns how long it took, starting the workers included, in seconds. */
export async function timeSwarm(options: SwarmOptions): Promise<number> {
  const start = performance.now();
  const { results } = await runMultiAgentSystem({ announce: false, ...options });
  const seconds = (performance.now() - start) / 1000;
  // A measurement of work that was not done is worth nothing.
  for (const { error } of results) if (error !== null) throw error;
  return seconds;
}
