import { billFor, type ContainerBill } from "./containers.ts";
import type { CostSettings } from "./cost-options.ts";

/** What a queue adds, once agents run on several machines. */
export interface QueueCost {
  /** The containers of the engine. */
  readonly engine: ContainerBill;
  /** Milliseconds that each agent waits for the queue. */
  readonly milliseconds: number;
  /** These in percent of what an agent itself takes, of the fastest executor. */
  readonly percentOfAgent: number;
  /** The engine's core-hours in percent of those of the fastest executor's containers. */
  readonly percentOfCores: number;
}

/** @param fastest the containers that the queue feeds. @param agentSeconds what one agent computes */
export function queueCost(
  settings: CostSettings,
  load: number,
  fastest: ContainerBill,
  agentSeconds: number,
): QueueCost {
  const { perSecond, milliseconds, cores, memoryMB } = settings.queue;
  const engine = billFor({ cores, memoryMB, perSecond, usedCores: null }, { ...settings, load });
  return {
    engine,
    milliseconds,
    percentOfAgent: (100 * milliseconds) / (1000 * agentSeconds),
    percentOfCores: (100 * engine.coreHours) / fastest.coreHours,
  };
}
