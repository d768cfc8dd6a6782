/**
 * Tip: wait for a message instead of polling.
 *
 * An agent that sleeps between two polls is late by half its sleep on average, and wakes in vain while there is no message.
 * `channel.receive()` sleeps too, but a sender, or the close of the channel, wakes it at once.
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
/** The pause between two messages; not a divisor of the 20 ms that the polling agent sleeps. */
const PAUSE_MS = 13;

/** Waits for messages, each of which is its time of sending. Returns their delays in seconds when the channel closes. */
const waiting = (_: null, context: AgentContext): number[] => {
  const { work } = context.shared as { work: Channel<bigint> };
  const late: number[] = [];
  for (const sentAt of work) late.push(Number(process.hrtime.bigint() - sentAt) / 1e9);
  return late;
};

/** Polls for the same messages every 20 ms. */
const polling = (_: null, context: AgentContext): number[] => {
  const { work } = context.shared as { work: Channel<bigint> };
  const late: number[] = [];
  const neverNotified = new Int32Array(new SharedArrayBuffer(4));
  while (!work.isClosed || work.length > 0) {
    const sentAt = work.tryReceive();
    if (sentAt === undefined) Atomics.wait(neverNotified, 0, 0, 20);
    else late.push(Number(process.hrtime.bigint() - sentAt) / 1e9);
  }
  return late;
};

async function lateness(type: typeof waiting): Promise<number> {
  const work = new Channel<bigint>({ capacity: MESSAGES });
  const swarm = runMultiAgentSystem({ agents: [agent(type, 1, null)], shared: { work }, announce: feed });
  async function feed(): Promise<void> {
    for (let i = 0; i < MESSAGES; i++) {
      await sleep(PAUSE_MS);
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
