import { runMultiAgentSystem, type SwarmOptions } from "../../swarm/index.ts";

/** Runs a swarm without an announcement, and returns its seconds, including the start of the workers. */
export async function timeSwarm(options: SwarmOptions): Promise<number> {
  const start = performance.now();
  const { results } = await runMultiAgentSystem({ announce: false, ...options });
  const seconds = (performance.now() - start) / 1000;
  // The time of a swarm with a failed agent does not count.
  for (const { error } of results) if (error !== null) throw error;
  return seconds;
}
