/**
 * What a new worker costs before its first agent, as processor time, beside bare threads and processes that are started in
 * turns with it: `node test/bench/cold-start.bench.ts`, after `npm run build` (it runs labs as built, as a notebook does).
 * Processor time says more than the clock does where other programs run.
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { agent } from "@swarmlab/labs/agents";
import { type ExecutorName, runMultiAgentSystem } from "@swarmlab/labs/swarm";
import { compare, line } from "./support/compare.ts";

const bareFile = new URL("./support/report-start.mjs", import.meta.url);

/** Processor time of all threads of this process, in milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What a function takes, start and end of its workers included. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = cpuMs();
  await work();
  return cpuMs() - before;
}

async function bareThread(): Promise<void> {
  const worker = new Worker(bareFile);
  await once(worker, "message");
  await worker.terminate();
}

/** What a swarm of one agent answers. */
async function swarmOfOne(executor: ExecutorName, work: () => number): Promise<number> {
  const agents = [agent(work, 1, undefined)];
  const { results } = await runMultiAgentSystem({ agents, executor, concurrency: 1, announce: false });
  const [result] = results;
  if (!result?.success) throw result?.error ?? new Error("there is no result");
  return result.result as number;
}

/** Read in the process itself, because a process's times are not counted in the times of the one that started it. */
const ownCpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

console.log(`Node ${process.versions.node}\n`);

const thread = await compare(
  {
    bare: () => cpuOf(bareThread),
    swarm: () => cpuOf(async () => void (await swarmOfOne("worker-threads", () => 0))),
  },
  31,
);
line(
  "cold start of a thread: CPU of a swarm of one, start to end",
  `${thread.swarm.toFixed(1)} ms`,
  "wanted: at most 20 ms",
);
line("  a bare thread", `${thread.bare.toFixed(1)} ms`, "");
line("  against a bare thread", `${(thread.swarm / thread.bare).toFixed(2)}×`, "");

const started = await compare(
  {
    bare: async () =>
      Number(execFileSync(process.execPath, [fileURLToPath(bareFile)], { encoding: "utf8" })) / 1000,
    swarm: () => swarmOfOne("child-processes", ownCpuMs),
  },
  15,
);
line("cold start of a process: CPU until its first agent begins", `${started.swarm.toFixed(1)} ms`, "");
line("  a bare process", `${started.bare.toFixed(1)} ms`, "");
line("  against a bare process", `${(started.swarm / started.bare).toFixed(2)}×`, "");
