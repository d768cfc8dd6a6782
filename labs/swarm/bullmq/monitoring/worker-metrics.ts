import type { Gauge, Registry } from "prom-client";
import { optionalPackage } from "../../../common/optional-package.ts";
import type { QueueState } from "./queue-state.ts";

/** How long the engine may take to say how long its queue is, in milliseconds. Prometheus asks again. */
const STATE_LIMIT_MS = 2000;

/** What a worker machine has done since its start. */
export interface MachineWork {
  readonly done: number;
  readonly failed: number;
  /** Of those, agents that had been begun before, on a machine that was lost. */
  readonly twice: number;
  readonly refused: number;
  readonly givenBack: number;
  /** How many slots run an agent now. */
  readonly busy: number;
  /** How long slots were busy, in seconds: the sum over all of them. */
  readonly busySeconds: number;
}

export interface WorkerMetricsOptions {
  /** The name of the queue, which all metrics have as a label. */
  readonly queue: string;
  /** How many agents run at the same time at most. */
  readonly slots: number;
  readonly readWork: () => MachineWork;
  /** Asks the engine about its queue. */
  readonly readState: () => Promise<QueueState>;
}

/** What a worker machine tells Prometheus. */
export interface WorkerMetrics {
  /** The media type of the text. */
  readonly contentType: string;
  /** All metrics in Prometheus' text format. When the engine does not answer, those of its queue are left out. */
  text(): Promise<string>;
}

/** @throws MissingPackageError without prom-client */
export async function openWorkerMetrics(options: WorkerMetricsOptions): Promise<WorkerMetrics> {
  const { queue, slots, readWork, readState } = options;
  const client = await optionalPackage("prom-client", "serve metrics", () => import("prom-client"));
  const registry: Registry = new client.Registry();
  registry.setDefaultLabels({ queue });
  // Processor time, memory and the event loop's delay, as every program on Node reports them.
  client.collectDefaultMetrics({ register: registry });
  const registers = [registry];

  /** Metrics that only rise, from numbers that the machine counts by itself. */
  const rising = (
    name: string,
    help: string,
    read: (work: MachineWork) => Readonly<Record<string, number>>,
  ) => {
    const labelNames = Object.keys(read(readWork())).some((outcome) => outcome !== "") ? ["outcome"] : [];
    const counted: Record<string, number> = {};
    new client.Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const [outcome, total] of Object.entries(read(readWork()))) {
          this.inc(outcome === "" ? {} : { outcome }, total - (counted[outcome] ?? 0));
          counted[outcome] = total;
        }
      },
    });
  };
  rising("swarmlab_agents_total", "Agents that ended here, done or failed", ({ done, failed }) => ({
    done,
    failed,
  }));
  rising(
    "swarmlab_agents_twice_total",
    "Those of them that had been begun before, on a machine that was lost",
    ({ twice }) => ({ "": twice }),
  );
  rising(
    "swarmlab_agents_refused_total",
    "Agents that did not run here: another build or key, or code that is not here",
    ({ refused }) => ({ "": refused }),
  );
  rising("swarmlab_agents_given_back_total", "Agents that took longer than the drain", ({ givenBack }) => ({
    "": givenBack,
  }));
  rising(
    "swarmlab_slot_busy_seconds_total",
    "How long slots were busy; its rate over swarmlab_slots is their utilisation",
    ({ busySeconds }) => ({ "": busySeconds }),
  );

  new client.Gauge({
    name: "swarmlab_slots",
    help: "Agents that can run here at the same time",
    registers,
  }).set(slots);
  new client.Gauge({
    name: "swarmlab_slots_busy",
    help: "Agents that run here now",
    registers,
    collect() {
      this.set(readWork().busy);
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
      gauge("swarmlab_queue_oldest_waiting_seconds", "How long the agent has waited that waits longest"),
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
