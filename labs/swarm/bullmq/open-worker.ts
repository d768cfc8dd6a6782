import { availableParallelism } from "node:os";
import { inspect } from "node:util";
import { SwarmError } from "../errors.ts";
import { openEngine } from "./engine/open-engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { AgentPools } from "./machine/agent-pools.ts";
import { defaultMachineName, Machine } from "./machine/machine.ts";
import type { MachineCounts } from "./machine/machine-counts.ts";
import { monitorMachine } from "./monitoring/monitor-machine.ts";
import type { MonitoringPlace } from "./monitoring/monitoring-place.ts";
import type { MonitoringServer } from "./monitoring/monitoring-server.ts";
import { openTelemetry } from "./monitoring/open-telemetry.ts";
import { NAME_PATTERN, readEngineOptions } from "./read-engine-options.ts";
import { buildOfLabs } from "./wire/build.ts";
import { readProjectKey } from "./wire/key.ts";

/** How to open a worker machine. Only `queue` is needed. */
export interface WorkerMachineOptions
  extends Pick<EngineOptions, "url" | "isolation" | "key" | "lockSeconds" | "maxJobMegabytes" | "trace"> {
  /** The queue whose jobs it takes. */
  readonly queue: string;
  /** How many agents it runs at the same time. At least 1. @default the number of cores */
  readonly slots?: number;
  /** Its name in results. Up to 64 letters, digits, - and _, and no other worker's. @default its host and process */
  readonly name?: string;
  /**
   * Where it answers `/healthz`, `/readyz` and, for Prometheus, `/metrics`; needs the package prom-client. @default nowhere
   */
  readonly monitoring?: MonitoringPlace;
  /** Where its lines are printed; `false` prints nothing. @default console.log */
  readonly announce?: ((line: string) => void) | false;
}

/** A worker machine that takes jobs. {@link openWorker} opens it. */
export interface WorkerMachine extends AsyncDisposable {
  readonly name: string;
  readonly queue: string;
  readonly slots: number;
  /** The build of labs that it runs; it refuses jobs of another one. */
  readonly build: string;
  /** Where it answers for its health, as `http://127.0.0.1:9464`. */
  readonly monitoringUrl: string | undefined;
  /** What it has done so far. */
  readonly counts: MachineCounts;
  /** - `working`: it takes jobs. - `draining`: it ends those in hand. - `closed`: it is gone. */
  readonly state: "working" | "draining" | "closed";
  /**
   * Takes no more jobs, waits for those in hand, and ends. It may be called again with a shorter limit.
   *
   * @param options.seconds how long the jobs in hand may take; those that take longer go back to the queue. @default 30
   */
  close(options?: { readonly seconds?: number }): Promise<void>;
}

/** How long jobs in hand may take after `close`, in seconds. */
const DRAIN_SECONDS = 30;

/**
 * Opens a worker machine in this program: it takes agents from a queue and runs them in threads or supervised processes of its
 * own. `npm run worker` does so in a program of its own.
 *
 * ```ts
 * await using worker = await openWorker({ queue: "class" });
 * await runMultiAgentSystem({ executor: "bullmq", engine: { queue: "class", workers: "elsewhere" }, agents });
 * ```
 *
 * @throws SwarmError INVALID_ARGUMENT; EngineError when the engine or the key cannot be used
 */
export async function openWorker(options: WorkerMachineOptions): Promise<WorkerMachine> {
  const {
    slots = availableParallelism(),
    name = defaultMachineName(),
    announce = console.log,
    monitoring,
    ...rest
  } = options;
  if (!Number.isSafeInteger(slots) || slots < 1) refuse("slots", "a whole number of at least 1", slots);
  if (typeof name !== "string" || !NAME_PATTERN.test(name))
    refuse("name", "up to 64 letters, digits, - and _", name);
  const settings = readEngineOptions({ ...rest, workers: "elsewhere" });
  const { isolation, lockSeconds, maxJobBytes } = settings;
  // Read options name a queue where workers are elsewhere.
  const queue = settings.queue as string;
  const key = readProjectKey(settings.key);
  const telemetry = settings.trace ? await openTelemetry() : undefined;
  const engine = await openEngine(settings.url, lockSeconds);
  const pools = new AgentPools(isolation, slots);
  const machine = new Machine({
    pools,
    engine,
    queue,
    key,
    name,
    slots,
    isolation,
    lockSeconds,
    maxJobBytes,
    isOwn: false,
    telemetry,
  });
  let state: WorkerMachine["state"] | "starting" = "starting";
  let monitor: MonitoringServer | undefined;
  try {
    if (monitoring) monitor = await monitorMachine({ ...monitoring, engine, machine, state: () => state });
    await machine.start();
    state = "working";
  } catch (error) {
    await monitor?.close();
    await machine.close(0);
    await pools.close();
    await engine.close();
    throw error;
  }
  const say = announce || (() => {});
  say(
    `The worker ${name} takes jobs of the queue ${queue} on ${engine.title}: ${slots} ${isolation}, build ${buildOfLabs()}.`,
  );
  if (monitor) say(`Health and metrics: ${monitor.url}/healthz, /readyz and /metrics.`);
  for (const warning of engine.warnings) say(warning);
  let closed: Promise<void> | undefined;
  const close = ({ seconds = DRAIN_SECONDS } = {}) => {
    state = state === "closed" ? state : "draining";
    const drained = machine.close(seconds);
    closed ??= drained.then(async () => {
      await pools.close();
      // Until here it has said that it drains.
      await monitor?.close();
      await engine.close();
      state = "closed";
    });
    return closed;
  };
  return {
    name,
    queue,
    slots,
    build: buildOfLabs(),
    get counts() {
      return machine.counts;
    },
    monitoringUrl: monitor?.url,
    get state() {
      return state === "starting" ? "working" : state;
    },
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}

function refuse(option: string, allowed: string, value: unknown): never {
  throw new SwarmError(
    "INVALID_ARGUMENT",
    `${option} must be ${allowed}, but got ${inspect(value, { depth: 0 })}.`,
  );
}
