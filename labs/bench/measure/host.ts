/** The entry of a host: a fresh process that warms up, waits, runs one swarm once, and reports its times and results. */

import { Socket } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { errorMessage } from "../../common/error-message.ts";
import { runMultiAgentSystem, type SwarmRun } from "../../swarm/index.ts";
import { fingerprint } from "./fingerprint.ts";
import type { EventLoopDelay, FromHost, HostAgent, NodeOrder, ToHost } from "./host-messages.ts";
import type { SwarmToRun } from "./swarm-source.ts";

/** The interval at which the event loop's delay is sampled. */
const DELAY_RESOLUTION_MS = 10;

const parent = new Socket({ fd: 3 });
const send = (message: FromHost) => parent.write(`${JSON.stringify(message)}\n`);
const orders = createInterface({ input: parent })[Symbol.asyncIterator]();
const nextOrder = async (): Promise<ToHost> => {
  const { value, done } = await orders.next();
  // The parent has ended, so the measurement has no reader.
  if (done) process.exit();
  return JSON.parse(value);
};

try {
  const first = await nextOrder();
  if (first.kind !== "prepare")
    throw new TypeError(`The first message to a host is "prepare", not "${first.kind}".`);
  const order = first.order as NodeOrder;
  const swarm = await makeSwarm(order);
  await warmUp(swarm);
  send({ kind: "ready" });
  await nextOrder();
  await run(order, swarm);
  // The process lives on until the parent has taken its last sample of it.
  await nextOrder();
} catch (error) {
  send({ kind: "refused", message: errorMessage(error) });
  await nextOrder();
}

async function makeSwarm({ source }: NodeOrder): Promise<SwarmToRun> {
  const module: Record<string, unknown> = await import(source.module);
  const make = module[source.make];
  if (typeof make !== "function")
    throw new TypeError(`${source.module} exports no function ${source.make} that makes a swarm.`);
  return make(source.input);
}

async function warmUp({ warmUp: agents = [], shared }: SwarmToRun): Promise<void> {
  if (agents.length > 0)
    await runMultiAgentSystem({ agents, shared, executor: "sequential", announce: false });
  // Garbage of the warm-up would raise the idle level of memory.
  Reflect.get(globalThis, "gc")?.();
}

async function run({ executor, concurrency, chunk }: NodeOrder, swarm: SwarmToRun): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  // The monitor measures from one turn of the loop to the next, so it needs a turn before the loop is blocked.
  await setTimeout(3 * DELAY_RESOLUTION_MS);
  const result = await runMultiAgentSystem({
    agents: swarm.agents,
    shared: swarm.shared,
    executor,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(chunk === undefined ? {} : { chunk }),
    announce: () => send({ kind: "began" }),
    onProgress: ({ kind, done, total }) => {
      if (kind === "finished" && done === total) send({ kind: "ended" });
    },
  });
  // The delay of a loop that was blocked to the end is recorded at its next turn.
  await setTimeout(2 * DELAY_RESOLUTION_MS);
  delay.disable();
  send({
    kind: "done",
    seconds: result.totalSeconds,
    startupSeconds: result.startupSeconds,
    agents: result.results.map(hostAgent),
    eventLoopDelay: inMilliseconds(delay),
  });
}

function hostAgent({ result, error, ...agent }: SwarmRun["results"][number]): HostAgent {
  return { ...agent, error: error?.message ?? null, fingerprint: fingerprint(result) };
}

/** The histogram has whole intervals in nanoseconds; the delay is an interval minus the resolution. */
function inMilliseconds(delay: ReturnType<typeof monitorEventLoopDelay>): EventLoopDelay | null {
  if (delay.count === 0) return null;
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - DELAY_RESOLUTION_MS);
  return { mean: late(delay.mean), p99: late(delay.percentile(99)), max: late(delay.max) };
}
