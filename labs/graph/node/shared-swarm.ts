import { type ExecutorOption, type OpenSwarm, openSwarm, type SwarmRun } from "../../swarm/index.ts";
import type { NodeRunOptions, NodeSwarm, NodeWorkers } from "./node-swarm.ts";

/** A swarm that is opened at its first run and stays open. An idle one does not keep the program running. */
class LazySwarm implements NodeSwarm {
  readonly executor: ExecutorOption;
  readonly #workers: NodeWorkers;
  #opened: Promise<OpenSwarm> | undefined;

  constructor(executor: ExecutorOption, workers: NodeWorkers) {
    this.executor = executor;
    this.#workers = workers;
  }

  async run(options: NodeRunOptions): Promise<SwarmRun> {
    this.#opened ??= openSwarm({ ...this.#workers, executor: this.executor, announce: false });
    const opened = this.#opened;
    try {
      return await (await opened).run(options);
    } catch (error) {
      // A swarm that could not be opened is tried again at the next run.
      await opened.catch(() => {
        if (this.#opened === opened) this.#opened = undefined;
      });
      throw error;
    }
  }

  /** Ends the workers. The next run opens the swarm again. */
  async close(): Promise<void> {
    const opened = this.#opened;
    // Forgotten first, so that a run that begins meanwhile opens another one.
    this.#opened = undefined;
    // A swarm that could not be opened has no workers.
    await (await opened?.catch(() => undefined))?.close();
  }
}

const swarms = new Map<string, LazySwarm>();

/** The swarm of all nodes that want such workers and name no swarm of their own. */
export function sharedSwarm(executor: ExecutorOption, workers: NodeWorkers): NodeSwarm {
  const { concurrency, memoryLimit } = workers;
  const key = JSON.stringify([executor, concurrency, memoryLimit]);
  const known = swarms.get(key);
  if (known !== undefined) return known;
  const swarm = new LazySwarm(executor, workers);
  swarms.set(key, swarm);
  return swarm;
}

/** Ends the workers of all nodes that name no swarm of their own. They start again at the next run of a node. */
export async function closeNodeSwarms(): Promise<void> {
  await Promise.all([...swarms.values()].map((swarm) => swarm.close()));
}
