import { type OpenSwarm, openSwarm } from "../swarm/index.ts";
import type { WorkerSettings } from "./options.ts";

/** Uses the swarm that the options lend, or one that is closed afterwards. */
export async function withSwarm<T>(
  { swarm, executor, concurrency }: WorkerSettings,
  use: (swarm: OpenSwarm) => Promise<T>,
): Promise<T> {
  if (swarm !== undefined) return use(swarm);
  const workers = concurrency === undefined ? { executor } : { executor, concurrency };
  await using own = await openSwarm({ ...workers, announce: false });
  return await use(own);
}
