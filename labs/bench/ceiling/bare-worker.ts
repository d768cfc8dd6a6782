/** The entry of a bare process: it runs agents without a swarm, and reports when each of them began and ended. */
import { readSync } from "node:fs";
import { type AgentResult, type AgentTask, type Reasoner, soloContext } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { fingerprint } from "../measure/fingerprint.ts";
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

const send = (message: FromBare) => process.send?.(message);
// The bare host has ended, so the measurement has no reader.
process.once("disconnect", () => process.exit());

let prepared: { swarm: SwarmToRun; message: ToBare & { kind: "prepare" } } | undefined;
process.on("message", (message: ToBare) => {
  const answer = message.kind === "prepare" ? prepare(message) : run(BigInt(message.at));
  answer.catch((error) => send({ kind: "failed", message: errorMessage(error) }));
});

async function prepare(message: ToBare & { kind: "prepare" }): Promise<void> {
  const swarm = await makeSwarm(message.order.source);
  if (message.order.workers === "warm") for (const task of swarm.warmUp ?? []) await runAgent(task);
  prepared = { swarm, message };
  send({ kind: "ready" });
}

async function run(at: bigint): Promise<void> {
  if (!prepared) throw new TypeError('The first message to a bare process is "prepare".');
  const { swarm, message } = prepared;
  const { order, index } = message;
  // All processes spin to the same moment, so that none of them begins earlier than the others.
  while (process.hrtime.bigint() < at);
  const agents =
    order.deal === "next"
      ? await runNext(swarm.agents)
      : await Promise.all(shareOf(swarm.agents, order, index).map(runAgent));
  send({ kind: "done", agents });
}

/** Takes one agent after the other, until all are taken. */
async function runNext(agents: readonly AgentTask[]): Promise<HostAgent[]> {
  const done: HostAgent[] = [];
  for (let task = agents[takeNext()]; task; task = agents[takeNext()]) done.push(await runAgent(task));
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

async function runAgent({ type, agentId, input, rest }: AgentTask): Promise<HostAgent> {
  // The workloads of the benchmark have agents that are classes.
  const agent = new (type as new (...args: unknown[]) => Reasoner<unknown>)(agentId, ...rest);
  const context = { ...soloContext(agentId), now, worker: `process ${process.pid}` };
  const { result, error, ...times } = (await agent.reason(input, context)) as AgentResult;
  return { ...times, error: error?.message ?? null, fingerprint: fingerprint(result) };
}

function now(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}
