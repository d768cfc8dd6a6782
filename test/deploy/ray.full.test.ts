import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { agent, DataAnalyst } from "@swarmlab/labs/agents";
import { openSwarm, openWorker } from "@swarmlab/labs/swarm";
import { afterAll, describe, expect, test } from "vitest";
import { placesOf } from "../../kit/lab/setup/places.mjs";
import { start } from "../kit/lab/support/programs.ts";
import { checkout } from "../kit/lab/support/project.ts";
import { openHosts } from "../labs/swarm/bullmq/hosts/support/open-hosts.ts";
import { findRedis } from "../labs/swarm/bullmq/support/redis.ts";
import { pythonTools } from "./support/python-tools.ts";

const tools =
  process.platform === "linux"
    ? await pythonTools("ray", ["ray==2.60.0"], 600_000)
    : { reason: "two nodes of Ray on one machine were tried on Linux only" };
const reason = "reason" in tools ? tools.reason : undefined;
if (reason) console.warn(`Skipped: deploy/ray, because ${reason}.`);

interface Place {
  readonly node: string;
  /** The pid of the actor, and of its Node process. */
  readonly actor: number;
  readonly process: number;
}

/** What it takes to hand tiny agents over, to one worker. */
interface Overhead {
  readonly oneByOneMs: number;
  readonly perSecond: number;
}

/** What support/ray/two_nodes.py prints. */
interface Report extends Overhead {
  readonly nodes: number;
  readonly before: readonly Place[];
  readonly after: readonly Place[];
  readonly lost: number;
  readonly secondsAfterKill: number;
  readonly results: readonly (readonly [agentId: number, result: string, success: boolean])[];
}

describe.skipIf(reason !== undefined)("deploy/ray on a cluster of two nodes", () => {
  // Ray's sockets lie in it, and a socket's path is short.
  const sessions = mkdtempSync("/tmp/ray-");
  afterAll(() => rmSync(sessions, { recursive: true, force: true }));

  test("an actor whose node is killed comes back on the other node, and no result is missing or wrong", async () => {
    if ("reason" in tools) throw new Error(tools.reason);
    const driver = join(checkout, "test/deploy/support/ray/two_nodes.py");
    const args = [driver, join(checkout, "deploy/ray"), placesOf(checkout).node, sessions];
    const running = start(join(tools.bin, "python"), args, { cwd: checkout });
    const timer = setTimeout(() => running.child.kill("SIGTERM"), 280_000);
    const { code, stdout } = await running.ended;
    clearTimeout(timer);
    expect(code, running.output().slice(-3000)).toBe(0);
    // Ray prints lines of its own before and after it.
    const report: Report = JSON.parse(/^\{.*\}$/m.exec(stdout)?.[0] ?? "null");

    expect(report.nodes).toBe(2);
    const [lost, kept] = [report.lost, 1 - report.lost] as const;
    expect(report.after[lost]?.node).toBe(report.before[kept]?.node);
    expect(report.after[lost]?.actor).not.toBe(report.before[lost]?.actor);
    expect(report.after[kept]).toEqual(report.before[kept]);

    const expected = Array.from({ length: 40 }, (_, i) => [i, String(sumOfSquares(60_000_000 + i)), true]);
    expect(report.results).toEqual(expected);
    for (const { actor, process } of [...report.before, ...report.after])
      for (const pid of [actor, process]) await expect.poll(() => isAlive(pid)).toBe(false);

    const said = ({ oneByOneMs, perSecond }: Overhead) =>
      `${oneByOneMs.toFixed(1)} ms for one tiny agent after the other, ${perSecond.toFixed(0)} a second when asked at once`;
    console.info(`Ray: ${said(report)}; whole ${report.secondsAfterKill.toFixed(0)} s after the kill.`);
    const bull = await overheadOfBullMQ();
    console.info(bull ? `BullMQ: ${said(bull)}.` : "BullMQ was not measured, because there is no Redis.");
  }, 400_000);
});

/** The same agents as jobs of a queue, which a worker with one thread takes; undefined without a Redis. */
async function overheadOfBullMQ(): Promise<Overhead | undefined> {
  const redis = await findRedis();
  if ("missing" in redis) return undefined;
  const { engine } = await openHosts(redis.program);
  const options = { url: engine.url, queue: "overhead", key: "the key of a measurement" };
  await using worker = await openWorker({ ...options, slots: 1, isolation: "threads", announce: false });
  const open = (concurrency: number) =>
    openSwarm({
      executor: "bullmq",
      engine: { ...options, workers: "elsewhere" },
      concurrency,
      announce: false,
    });
  const agents = (count: number) =>
    Array.from({ length: count }, (_, i) => agent(DataAnalyst, i + 1, 1000 + i));
  // The next agent is added when the one before it has ended.
  await using one = await open(1);
  await using many = await open(1000);
  for (const swarm of [one, many]) await swarm.run(agents(25));
  const { totalSeconds } = await one.run(agents(200));
  const oneByOneMs = (totalSeconds / 200) * 1000;
  const { results, totalSeconds: seconds } = await many.run(agents(1000));
  const perSecond = 1000 / seconds;
  expect(results.every(({ success }) => success)).toBe(true);
  expect(worker.counts.done).toBe(1250);
  return { oneByOneMs, perSecond };
}

/** 0² + 1² + … + (n−1)², which DataAnalyst computes. */
function sumOfSquares(n: number): bigint {
  const last = BigInt(n) - 1n;
  return (last * (last + 1n) * (2n * last + 1n)) / 6n;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
