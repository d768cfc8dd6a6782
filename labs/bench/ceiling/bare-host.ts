/** The entry of the bare host: it runs agents in bare processes, and reports as a host does that runs a swarm. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorMessage } from "../../common/error-message.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { openHostChannel } from "../measure/host-channel.ts";
import type { HostReport } from "../measure/host-messages.ts";
import { makeSwarm } from "../measure/make-swarm.ts";
import { askProcess } from "./ask-process.ts";
import type { BareOrder, FromBare, ToBare } from "./bare-messages.ts";
import { pinnedCommand } from "./pinning.ts";

/** The time from the message to the processes until they begin: enough for the message to arrive. */
const LEAD_NANOSECONDS = 3_000_000n;

const channel = openHostChannel();
try {
  const order = (await channel.order()) as BareOrder;
  const { agents } = await makeSwarm(order.source);
  const indexes = openIndexes(agents.length);
  const processes = Array.from({ length: order.processes }, (_, index) =>
    startProcess(order, index, indexes),
  );
  closeSync(indexes);
  await Promise.all(processes.map((each, index) => ask(each, { kind: "prepare", order, index }, "ready")));
  channel.send({ kind: "ready" });
  await channel.next();
  channel.send({ kind: "began" });
  const at = String(process.hrtime.bigint() + LEAD_NANOSECONDS);
  const done = await Promise.all(processes.map((each) => ask(each, { kind: "go", at }, "done")));
  channel.send({ kind: "ended" });
  channel.send({ kind: "done", ...reportOf(done.flatMap(({ agents }) => agents)) });
} catch (error) {
  channel.send({ kind: "refused", message: errorMessage(error) });
}
// The processes live on until the parent has taken its last sample of them, and ends them all.
await channel.next();

/** A file with the numbers from 0 on. It has no name any more when this returns, so nothing is left of it. */
function openIndexes(count: number): number {
  const file = join(tmpdir(), `swarmlab-agents-${process.pid}`);
  writeFileSync(file, new Uint8Array(Uint32Array.from({ length: count }, (_, i) => i).buffer), {
    flag: "wx",
  });
  const opened = openSync(file, "r");
  unlinkSync(file);
  return opened;
}

function startProcess({ processors }: BareOrder, index: number, indexes: number): ChildProcess {
  const entry = fileURLToPath(siblingModule(import.meta.url, "bare-worker"));
  const [program = "", ...args] = pinnedCommand([process.execPath, entry], processors, index);
  return spawn(program, args, { stdio: ["ignore", "ignore", "inherit", "ipc", indexes] });
}

/** Sends a message and returns the answer. Rejects when the process fails. */
async function ask<Kind extends FromBare["kind"]>(
  child: ChildProcess,
  message: ToBare,
  kind: Kind,
): Promise<FromBare & { kind: Kind }> {
  const answer = await askProcess<FromBare>(child, message);
  if (answer.kind === "failed") throw new Error(answer.message);
  if (answer.kind !== kind)
    throw new TypeError(`A bare process answered "${answer.kind}" instead of "${kind}".`);
  return answer as FromBare & { kind: Kind };
}

function reportOf(agents: HostReport["agents"]): HostReport {
  const start = Math.min(...agents.map(({ startedAt }) => startedAt));
  const end = Math.max(...agents.map(({ endedAt }) => endedAt));
  return {
    seconds: end - start,
    startupSeconds: 0,
    agents: agents
      .map((agent) => ({ ...agent, startedAt: agent.startedAt - start, endedAt: agent.endedAt - start }))
      .sort((a, b) => a.agentId - b.agentId),
    eventLoopDelay: null,
  };
}
