/**
 * Agents as jobs of a queue beside bare BullMQ on the same engine, and beside bare threads: `node test/bench/bullmq.bench.ts`.
 * Each figure is a ratio of this one run. Numbers of a machine that has other things to do say little.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { agent } from "../../labs/agents/index.ts";
import type { Engine } from "../../labs/swarm/bullmq/engine/engine.ts";
import { openEngine } from "../../labs/swarm/bullmq/engine/open-engine.ts";
import { openSwarm } from "../../labs/swarm/index.ts";
import { findRedis, startRedisUntil } from "../labs/swarm/bullmq/support/redis.ts";
import { Chain, Empty } from "./support/agents.ts";
import { compare, line } from "./support/compare.ts";

const JOBS = 500;
const SLOTS = 8;
const MACHINES = 2;
const AGENTS = 8;
const STEPS = 300_000_000;

console.log(`Node ${process.versions.node}, ${availableParallelism()} cores\n`);

const embedded = await openEngine(undefined, 10);
await measure("embedded PostgreSQL", embedded);
await embedded.close();
const redis = await findRedis();
if ("missing" in redis) console.log(`Redis was not measured: ${redis.missing}.`);
else {
  const server = await startRedisUntil(redis.program, "--appendonly", "yes");
  const engine = await openEngine(server.url, 10);
  await measure("Redis", engine);
  await engine.close();
  await server.end();
}

async function measure(title: string, engine: Engine): Promise<void> {
  const swarm = await openSwarm({
    executor: "bullmq",
    engine: { url: engine.id, isolation: "threads" },
    concurrency: SLOTS,
    announce: false,
  });
  const tiny = Array.from({ length: JOBS }, (_, id) => agent(Empty, id, id));
  const { bare, agents } = await compare(
    {
      bare: () => bareJobs(engine),
      agents: async () => {
        // An idle swarm leaves its queue, and comes back with its next run.
        await swarm.run(tiny.slice(0, 1));
        return timed(() => swarm.run(tiny));
      },
    },
    5,
  );
  await swarm.close();
  line(
    `${title}: bare BullMQ, ${JOBS} jobs, ${SLOTS} at a time`,
    `${Math.round(JOBS / (bare / 1000))}/s`,
    "",
  );
  line(`${title}: agents through the swarm, beside it`, `${(bare / agents).toFixed(2)}x`, "target 0.80x");

  const queue = `bench-${process.pid}`;
  const machines = Array.from({ length: MACHINES }, () =>
    fork(new URL("./support/machine.ts", import.meta.url), [queue, engine.id, "1"]),
  );
  await Promise.all(machines.map((machine) => once(machine, "message")));
  const wide = await openSwarm({
    executor: "bullmq",
    engine: { url: engine.id, queue, workers: "elsewhere" },
    announce: false,
  });
  const pool = new Piscina({
    filename: new URL("./support/bare-chain.mjs", import.meta.url).href,
    minThreads: MACHINES,
    maxThreads: MACHINES,
  });
  const heavy = Array.from({ length: AGENTS }, (_, id) => agent(Chain, id, STEPS));
  const { ceiling, two } = await compare(
    {
      ceiling: () => timed(() => Promise.all(heavy.map(({ input }) => pool.run(input)))),
      two: async () => {
        // As above. The bare pool is there all the time, too.
        await wide.run(tiny.slice(0, MACHINES));
        return timed(() => wide.run(heavy));
      },
    },
    5,
  );
  await Promise.all([pool.destroy(), wide.close()]);
  for (const machine of machines) machine.kill("SIGTERM");
  line(
    `${title}: ${AGENTS} CPU-bound agents on ${MACHINES} machines, of the ceiling`,
    `${(ceiling / two).toFixed(2)}x`,
    "target 0.90x",
  );
}

/** Adds and processes as many jobs as a run has agents, with BullMQ alone. */
async function bareJobs(engine: Engine): Promise<number> {
  const name = `bare-${process.pid}`;
  const queue = engine.queue(name);
  const worker = engine.worker(name, async (job) => job.data.n, { concurrency: SLOTS });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  void worker.run();
  let left = JOBS;
  const done = new Promise<void>((resolve) => worker.on("completed", () => --left === 0 && resolve()));
  const took = await timed(async () => {
    const opts = { removeOnComplete: { age: 3600 } };
    await queue.addBulk(Array.from({ length: JOBS }, (_, n) => ({ name: "bare", data: { n }, opts })));
    await done;
  });
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return took;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
