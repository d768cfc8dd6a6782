import type { Gauge, Registry } from "prom-client";
import { optionalPackage } from "../../../common/optional-package.ts";
import type { QueueState } from "./queue-state.ts";
import type { SlotMeter } from "./slot-meter.ts";

/**
 * How an agent ended on this worker machine: `done`, `failed`, or `twice` when it had been begun before, on a machine that was
 * lost. One that ran twice is counted as `twice` only, however it ended.
 */
export type AgentOutcome = "done" | "failed" | "twice";

/** How long the engine may take to say how long its queue is, in milliseconds. Prometheus asks again. */
const STATE_LIMIT_MS = 2000;

export interface WorkerMetricsOptions {
  /** The name of the queue, which all metrics of ours have as a label. */
  readonly queue: string;
  readonly slots: SlotMeter;
  /** Asks the engine about its queue. */
  readonly readState: () => Promise<QueueState>;
}

/** What a worker machine tells Prometheus. */
export interface WorkerMetrics {
  count(outcome: AgentOutcome): void;
  /** The media type of the text. */
  readonly contentType: string;
  /** All metrics in Prometheus' text format. When the engine does not answer, those of its queue are left out. */
  text(): Promise<string>;
}

/** @throws MissingPackageError without prom-client */
export async function openWorkerMetrics({
  queue,
  slots,
  readState,
}: WorkerMetricsOptions): Promise<WorkerMetrics> {
  const client = await optionalPackage("prom-client", "serve metrics", () => import("prom-client"));
  const registry: Registry = new client.Registry();
  registry.setDefaultLabels({ queue });
  // Processor time, memory and the event loop's delay, as every program on Node reports them.
  client.collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const agents = new client.Counter({
    name: "swarmlab_agents_total",
    help: "Agents that ended here: done, failed, or twice when begun before on a machine that was lost",
    labelNames: ["outcome"],
    registers,
  });
  for (const outcome of ["done", "failed", "twice"] satisfies AgentOutcome[]) agents.inc({ outcome }, 0);

  new client.Gauge({
    name: "swarmlab_slots",
    help: "Agents that can run here at the same time",
    registers,
  }).set(slots.slots);
  new client.Gauge({
    name: "swarmlab_slots_busy",
    help: "Agents that run here now",
    registers,
    collect() {
      this.set(slots.busy);
    },
  });
  let counted = 0;
  new client.Counter({
    name: "swarmlab_slot_busy_seconds_total",
    help: "How long slots were busy; its rate over swarmlab_slots is their utilisation",
    registers,
    collect() {
      const seconds = slots.busySeconds;
      this.inc(seconds - counted);
      counted = seconds;
    },
  });

  const engineUp = new client.Gauge({
    name: "swarmlab_engine_up",
    help: "1 when the engine answered, else 0",
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new client.Gauge({ name, help, registers });
  const gauges = [
    [gauge("swarmlab_queue_waiting", "Agents that wait in the queue, for all machines"), "waiting"],
    [gauge("swarmlab_queue_active", "Agents that run now, on all machines"), "active"],
    [
      gauge("swarmlab_queue_oldest_waiting_seconds", "How long the agent has waited that is next in turn"),
      "oldestWaitingSeconds",
    ],
  ] as const satisfies (readonly [Gauge, keyof QueueState])[];

  async function readEngine(): Promise<void> {
    const state = await within(STATE_LIMIT_MS, readState());
    engineUp.set(state ? 1 : 0);
    for (const [one, field] of gauges) {
      // An old number would look like a new one.
      if (state) one.set(state[field]);
      else one.remove();
    }
  }

  return {
    count: (outcome) => agents.inc({ outcome }),
    contentType: registry.contentType,
    async text() {
      await readEngine();
      return registry.metrics();
    },
  };
}

/** What a promise resolves to; undefined when it fails, or takes longer. */
async function within<T>(limitMs: number, promise: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  try {
    return await Promise.race([promise.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
