import { inspect } from "node:util";
import { SwarmError } from "./errors.ts";
import { WarmSwarm } from "./open-swarm.ts";
import type { SwarmOptions } from "./options.ts";

/**
 * The open swarm on which a run goes, if its options name one.
 *
 * @throws SwarmError INVALID_ARGUMENT when another option asks for other workers than the swarm has
 */
export function swarmOf({ swarm, ...options }: SwarmOptions): WarmSwarm | undefined {
  if (swarm === undefined || swarm === false) return undefined;
  if (!(swarm instanceof WarmSwarm)) {
    const got = inspect(swarm, { depth: 0, breakLength: Number.POSITIVE_INFINITY });
    throw new SwarmError(
      "INVALID_ARGUMENT",
      `swarm must come from openSwarm(…), or be false, but got ${got}.`,
    );
  }
  const { executor, concurrency, memoryLimit, maxTasksPerWorker, warmUp } = swarm.workers;
  const has = { executor: executor.name, concurrency, memoryLimit, maxTasksPerWorker, warmUp };
  for (const name of Object.keys(has) as (keyof typeof has)[]) {
    if (options[name] === undefined || options[name] === has[name]) continue;
    throw new SwarmError(
      "INVALID_ARGUMENT",
      `${name} is ${JSON.stringify(options[name])}, but the swarm was opened with ${JSON.stringify(has[name]) ?? "none"}; ` +
        "leave it out, or open another swarm.",
    );
  }
  return swarm;
}
