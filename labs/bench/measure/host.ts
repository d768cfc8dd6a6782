/** The entry of a host: a fresh process that runs one swarm once, on warm or cold workers, and reports times and results. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { errorMessage } from "../../common/error-message.ts";
import { runMultiAgentSystem, type SwarmRun, type SwarmRunOptions } from "../../swarm/index.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { fingerprint } from "./fingerprint.ts";
import { openHostChannel } from "./host-channel.ts";
import type { EventLoopDelay, HostAgent, NodeOrder } from "./host-messages.ts";
import { makeSwarm } from "./make-swarm.ts";
import { openWarm } from "./open-warm.ts";
import type { SwarmToRun } from "./swarm-source.ts";

/** The interval at which the event loop's delay is sampled. */
const DELAY_RESOLUTION_MS = 10;

const channel = openHostChannel();
try {
  const order = (await channel.order()) as NodeOrder;
  const swarm = await makeSwarm(order.source);
  // Garbage of the start would raise the idle level of memory.
  collectGarbage();
  channel.send({ kind: "ready" });
  await channel.next();
  await run(order, swarm);
} catch (error) {
  channel.send({ kind: "refused", message: errorMessage(error) });
}
// The process lives on until the parent has taken its last sample of it.
await channel.next();

async function run(order: NodeOrder, made: SwarmToRun): Promise<void> {
  const workers = order.workers === "warm" ? await openWarm(order, made) : undefined;
  const swarm = workers && made.isRehearsed ? await makeSwarm(order.source) : made;
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  // The monitor measures from one turn of the loop to the next, so it needs a turn before the loop is blocked.
  await setTimeout(3 * DELAY_RESOLUTION_MS);
  const { executor, concurrency, chunk } = order;
  const options: SwarmRunOptions = {
    agents: swarm.agents,
    shared: swarm.shared,
    ...(chunk === undefined ? {} : { chunk }),
    announce: () => channel.send({ kind: "began" }),
    onProgress: ({ kind, done, total }) => {
      if (kind === "finished" && done === total) channel.send({ kind: "ended" });
    },
  };
  const result = workers
    ? await workers.swarm.run(options)
    : await runMultiAgentSystem({
        ...options,
        executor,
        ...(concurrency === undefined ? {} : { concurrency }),
      });
  // The delay of a loop that was blocked to the end is recorded at its next turn.
  await setTimeout(2 * DELAY_RESOLUTION_MS);
  delay.disable();
  channel.send({
    kind: "done",
    seconds: result.totalSeconds,
    startupSeconds: workers?.startupSeconds ?? result.startupSeconds,
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
