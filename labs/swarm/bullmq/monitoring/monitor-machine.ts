import type { Engine } from "../engine/engine.ts";
import type { Machine } from "../machine/machine.ts";
import type { MonitoringPlace } from "./monitoring-place.ts";
import { type MonitoringServer, openMonitoringServer } from "./monitoring-server.ts";
import { readQueueState } from "./queue-state.ts";
import { openWorkerMetrics } from "./worker-metrics.ts";

/** How long the engine may take to answer before a machine counts as not ready, in milliseconds. */
const READY_LIMIT_MS = 1000;

export interface MonitoredMachine extends MonitoringPlace {
  readonly engine: Engine;
  readonly machine: Machine;
  /** What the machine does now. */
  readonly state: () => "starting" | "working" | "draining" | "closed";
}

/**
 * Answers for a machine: health, readiness, metrics.
 *
 * @throws MonitoringError CANNOT_LISTEN; MissingPackageError without prom-client
 */
export async function monitorMachine(options: MonitoredMachine): Promise<MonitoringServer> {
  const { engine, machine, state, ...place } = options;
  const queue = engine.queue(machine.queue);
  const readState = () => readQueueState(queue);
  const close = () => queue.close().catch(() => {});
  try {
    const metrics = await openWorkerMetrics({
      queue: machine.queue,
      slots: machine.slots,
      readWork: () => machine.counts,
      readState,
    });
    const whyNotReady = async () => {
      const now = state();
      if (now !== "working") return `it is ${now}`;
      const { promise, resolve } = Promise.withResolvers<string>();
      const timer = setTimeout(() => resolve(`${engine.title} does not answer`), READY_LIMIT_MS);
      const answered = readState().then(
        () => undefined,
        (error: unknown) => `${engine.title} cannot be asked: ${String(error)}`,
      );
      return Promise.race([answered, promise]).finally(() => clearTimeout(timer));
    };
    const server = await openMonitoringServer({ ...place, metrics, whyNotReady });
    return {
      url: server.url,
      close: async () => {
        await server.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
