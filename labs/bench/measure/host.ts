/** The entry of a host: a fresh process that warms up, waits, runs one swarm once, and tells how it went. */

import { Socket } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { messageOf } from "../../common/message-of.ts";
import { runMultiAgentSystem, type SwarmRun } from "../../swarm/index.ts";
import { fingerprint } from "./fingerprint.ts";
import type { EventLoopDelay, FromHost, HostAgent, NodeOrder, ToHost } from "./host-messages.ts";
import type { SwarmToRun } from "./swarm-source.ts";

/** How often the event loop's delay is looked at, in milliseconds. */
const DELAY_RESOLUTION = 10;

const parent = new Socket({ fd: 3 });
const tell = (message: FromHost) => parent.write(`${JSON.stringify(message)}\n`);
const orders = createInterface({ input: parent })[Symbol.asyncIterator]();
const nextOrder = async (): Promise<ToHost> => {
  const { value, done } = await orders.next();
  // The parent is gone: nobody wants to know any more.
  if (done) process.exit();
  return JSON.parse(value);
};

try {
  const first = await nextOrder();
  if (first.kind !== "prepare") throw new TypeError(`A host is told "prepare" first, not "${first.kind}".`);
  const order = first.order as NodeOrder;
  const swarm = await makeSwarm(order);
  await warmUp(swarm);
  tell({ kind: "ready" });
  await nextOrder();
  await run(order, swarm);
  // Stays until the parent has taken its last look at this process.
  await nextOrder();
} catch (error) {
  tell({ kind: "refused", message: messageOf(error) });
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
  // What warming up left behind is not the swarm's: without it the idle level is the true one.
  Reflect.get(globalThis, "gc")?.();
}

async function run({ executor, concurrency, chunk }: NodeOrder, swarm: SwarmToRun): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION });
  delay.enable();
  // It measures from one turn to the next: it needs a turn before a loop can be blocked.
  await setTimeout(3 * DELAY_RESOLUTION);
  const result = await runMultiAgentSystem({
    agents: swarm.agents,
    shared: swarm.shared,
    executor,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(chunk === undefined ? {} : { chunk }),
    announce: () => tell({ kind: "began" }),
    onProgress: ({ kind, done, total }) => {
      if (kind === "finished" && done === total) tell({ kind: "ended" });
    },
  });
  // A loop that was blocked to the end finds out at its next turn.
  await setTimeout(2 * DELAY_RESOLUTION);
  delay.disable();
  tell({
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

/** The histogram counts whole intervals in nanoseconds: the delay is what they were longer than they should be. */
function inMilliseconds(delay: ReturnType<typeof monitorEventLoopDelay>): EventLoopDelay | null {
  if (delay.count === 0) return null;
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - DELAY_RESOLUTION);
  return { mean: late(delay.mean), p99: late(delay.percentile(99)), max: late(delay.max) };
}
