import { setTimeout } from "node:timers/promises";
import { findExecutor, type OpenSwarm, openSwarm } from "../../swarm/index.ts";
import { collectGarbage } from "./collect-garbage.ts";
import type { NodeOrder } from "./host-messages.ts";
import type { SwarmToRun } from "./swarm-source.ts";

/** The most times that the warm-up is run until every worker has had a part of it. */
const MOST_WARM_UPS = 5;
/** The pause after the warm-up, in which the engine's own threads finish compiling. */
const REST_MS = 60;

export interface WarmWorkers {
  readonly swarm: OpenSwarm;
  /** The time of starting the workers. */
  readonly startupSeconds: number;
}

/** Opens a swarm, and lets every worker of it run the warm-up, or all of them the swarm itself. The process ends it. */
export async function openWarm(
  { executor: name, concurrency }: NodeOrder,
  { agents, warmUp = [], shared, isRehearsed = false }: SwarmToRun,
): Promise<WarmWorkers> {
  const executor = findExecutor(name);
  const workers = Math.min(agents.length, concurrency ?? executor.defaultConcurrency(agents.length));
  const began = performance.now();
  const swarm = await openSwarm({
    executor: executor.name,
    concurrency: workers,
    // The value of a rehearsal is used no more after it.
    ...(isRehearsed ? {} : { shared }),
    announce: false,
  });
  const startupSeconds = executor.parallel ? (performance.now() - began) / 1000 : 0;
  // Whether its agents fail is for the measured run to say.
  if (isRehearsed) await swarm.run({ agents, shared, announce: false });
  const lanes = executor.parallel ? workers : 1;
  const rehearsal = warmUp.flatMap((task) => Array.from({ length: lanes }, () => task));
  const warm = new Set<string>();
  for (let i = 0; i < MOST_WARM_UPS && rehearsal.length > 0 && warm.size < lanes; i++) {
    const { results } = await swarm.run({ agents: rehearsal, announce: false });
    for (const { worker, error } of results) {
      if (error) throw error;
      warm.add(worker);
    }
  }
  collectGarbage();
  await setTimeout(REST_MS);
  return { swarm, startupSeconds };
}
