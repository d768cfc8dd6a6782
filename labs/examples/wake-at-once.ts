/**
 * Tip: wait for what comes, do not sleep and look.
 *
 * An agent that sleeps between two looks is late by half its sleep on average, and wakes for nothing while there is
 * nothing to do. `channel.receive()` sleeps as well, but whoever sends, or closes the channel, wakes it at once.
 *
 *     node labs/examples/wake-at-once.ts
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type AgentContext, agent } from "../agents/index.ts";
import { median } from "../common/median.ts";
import { Channel } from "../sharing/index.ts";
import { runMultiAgentSystem } from "../swarm/index.ts";
import { compare } from "./support/compare.ts";

const MESSAGES = 10;
/** Milliseconds between two messages; no divisor of the 20 that the other agent sleeps. */
const PAUSE = 13;

/** Both receive the moments of sending, until the channel closes, and return how late they were, in seconds. */
const waiting = (_: null, context: AgentContext): number[] => {
  const { work } = context.shared as { work: Channel<bigint> };
  const late: number[] = [];
  for (const sentAt of work) late.push(Number(process.hrtime.bigint() - sentAt) / 1e9);
  return late;
};

const polling = (_: null, context: AgentContext): number[] => {
  const { work } = context.shared as { work: Channel<bigint> };
  const late: number[] = [];
  const nobodyRings = new Int32Array(new SharedArrayBuffer(4));
  while (!work.isClosed || work.length > 0) {
    const sentAt = work.tryReceive();
    if (sentAt === undefined) Atomics.wait(nobodyRings, 0, 0, 20);
    else late.push(Number(process.hrtime.bigint() - sentAt) / 1e9);
  }
  return late;
};

async function lateness(type: typeof waiting): Promise<number> {
  const work = new Channel<bigint>({ capacity: MESSAGES });
  const swarm = runMultiAgentSystem({ agents: [agent(type, 1, null)], shared: { work }, announce: feed });
  async function feed(): Promise<void> {
    for (let i = 0; i < MESSAGES; i++) {
      await sleep(PAUSE);
      await work.sendAsync(process.hrtime.bigint());
    }
    work.close();
  }
  const [result] = (await swarm).results;
  if (result?.error) throw result.error;
  return median(result?.result as number[]);
}

console.log(`From sending a message until the agent has it (median of ${MESSAGES}):`);
await compare({
  "waits for the message": () => lateness(waiting),
  "sleeps 20 ms and looks": () => lateness(polling),
});
