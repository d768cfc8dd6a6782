/** The entry of a bare process: it runs agents without a swarm, and reports when each of them began and ended. */
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { AgentTask } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import type { HostAgent } from "../measure/host-messages.ts";
import { makeSwarm } from "../measure/make-swarm.ts";
import type { SwarmToRun } from "../measure/swarm-source.ts";
import {
  AGENTS_DESCRIPTOR,
  type BareOrder,
  type FromBare,
  INDEX_BYTES,
  type ToBare,
} from "./bare-messages.ts";
import { runBare } from "./run-bare.ts";

const send = (message: FromBare) => process.send?.(message);
// The bare host has ended, so the measurement has no reader.
process.once("disconnect", () => process.exit());

let prepared: { swarm: SwarmToRun; message: ToBare & { kind: "prepare" } } | undefined;
process.on("message", (message: ToBare) => {
  const answer = message.kind === "prepare" ? prepare(message) : run(BigInt(message.at));
  answer.catch((error) => send({ kind: "failed", message: errorMessage(error) }));
});

async function prepare(message: ToBare & { kind: "prepare" }): Promise<void> {
  const { order, index } = message;
  const swarm = await makeSwarm(order.source);
  const isWarm = order.workers === "warm";
  if (isWarm) for (const task of swarm.warmUp ?? []) await runBare(task);
  const isRehearsed = isWarm && swarm.isRehearsed === true;
  if (isRehearsed) await Promise.all(shareOf(swarm.agents, order, index).map(runBare));
  prepared = { swarm: isRehearsed ? await makeSwarm(order.source) : swarm, message };
  send({ kind: "ready" });
}

async function run(at: bigint): Promise<void> {
  if (!prepared) throw new TypeError('The first message to a bare process is "prepare".');
  const { swarm, message } = prepared;
  const { order, index } = message;
  // All processes spin to the same moment, so that none of them begins earlier than the others.
  while (process.hrtime.bigint() < at);
  send({ kind: "done", agents: await runDealt(swarm.agents, order, index) });
}

function runDealt(agents: readonly AgentTask[], order: BareOrder, index: number): Promise<HostAgent[]> {
  switch (order.deal) {
    case "next":
      return runNext(agents);
    case "share":
      return Promise.all(shareOf(agents, order, index).map(runBare));
    case "either":
      return runEither(agents, Math.ceil(agents.length / order.processes));
  }
}

/** Takes one agent after the other, until all are taken. */
async function runNext(agents: readonly AgentTask[]): Promise<HostAgent[]> {
  const done: HostAgent[] = [];
  for (let task = agents[takeNext()]; task; task = agents[takeNext()]) done.push(await runBare(task));
  return done;
}

/** Takes the next agent when one has ended or all wait, until all are taken. @param share how many it takes while some wait */
async function runEither(agents: readonly AgentTask[], share: number): Promise<HostAgent[]> {
  const done: HostAgent[] = [];
  const running = new Set<Promise<unknown>>();
  for (let taken = 0; ; taken++) {
    if (taken >= share && running.size > 0) await Promise.race(running);
    const task = agents[takeNext()];
    if (task === undefined) break;
    const ended: Promise<unknown> = runBare(task).then((agent) => {
      done.push(agent);
      running.delete(ended);
    });
    running.add(ended);
    // The event loop gets its turn only when the agent has ended or waits.
    await Promise.race([ended, setImmediate()]);
  }
  await Promise.all(running);
  return done;
}

/**
 * The index of the next agent that no process has taken. All processes read one file with one common position, which each
 * read moves on, so that no index is read twice. -1 at the end of the file.
 */
function takeNext(): number {
  const index = Buffer.alloc(INDEX_BYTES);
  return readSync(AGENTS_DESCRIPTOR, index) === INDEX_BYTES ? index.readUInt32LE() : -1;
}

function shareOf(agents: readonly AgentTask[], { processes }: BareOrder, index: number): AgentTask[] {
  return agents.filter((_, i) => i % processes === index);
}
