/**
 * What one queue before one language model costs, beside a bare HTTP client: `node test/bench/model.bench.ts [QUESTIONS]`. The model is
 * a server of 50 ms in a process of its own. Ratios are of this one run. Numbers of a machine that has other things to do say little.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type AgentContext, agent } from "../../labs/agents/index.ts";
import { openModel } from "../../labs/model/index.ts";
import { openSwarm } from "../../labs/swarm/index.ts";
import { line } from "./support/compare.ts";

/** How many questions the server answers at once; it could answer 320 a second. */
const PLACES = 16;
/** More are sent than it answers at once, so that it never waits for the next one. */
const AT_ONCE = 20;
const THREADS = 24;
const AGENTS = 200;
const QUESTIONS = Number(process.argv[2] ?? 10_000);
const ALONE = 4;

const BODY = JSON.stringify({ model: "slow", messages: [{ role: "user", content: "?" }] });
const connections = new Agent({ keepAlive: true });

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] as number;
const milliseconds = (ms: number) => `${ms.toFixed(2)} ms`;

async function startServer(places: number) {
  const child = fork(new URL("./support/slow-model.ts", import.meta.url), [String(places)]);
  const [port] = (await once(child, "message")) as [number];
  return { port, [Symbol.dispose]: () => void child.kill() };
}

async function bareQuestion(port: number): Promise<void> {
  const options = {
    port,
    host: "127.0.0.1",
    method: "POST",
    path: "/v1/chat/completions",
    agent: connections,
  };
  const asked = request(options);
  asked.end(BODY);
  const [response] = await once(asked, "response");
  response.resume();
  await once(response, "end");
}

/** Asks with a bare client, so many at a time. Gives the latencies in milliseconds, and how many a second were answered. */
async function bare(port: number, questions: number, atOnce: number) {
  const latencies: number[] = [];
  let left = questions;
  const start = performance.now();
  const lane = async () => {
    while (left-- > 0) {
      const asked = performance.now();
      await bareQuestion(port);
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { latencies, perSecond: (1000 * questions) / (performance.now() - start) };
}

/** An agent that asks so many questions, one after the other, and returns how long each took, in milliseconds. */
async function asks(questions: number, { model }: AgentContext): Promise<number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < questions; i++) {
    const start = performance.now();
    await model.ask({ messages: [{ role: "user", content: "?" }] });
    latencies.push(performance.now() - start);
  }
  return latencies;
}

function heapMegabytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

console.log(
  `Node ${process.versions.node}; ${QUESTIONS} questions of ${AGENTS} agents on ${THREADS} threads\n`,
);

{
  using server = await startServer(PLACES);
  await using model = await openModel(
    { url: `http://127.0.0.1:${server.port}/v1`, model: "slow" },
    { concurrency: AT_ONCE },
  );
  await using swarm = await openSwarm({ concurrency: THREADS, announce: false });
  const run = async (questions: number) => {
    const each = Math.max(1, Math.round(questions / AGENTS));
    const start = performance.now();
    const { results } = await swarm.run({
      agents: Array.from({ length: AGENTS }, (_, i) => agent(asks, i, each)),
      model,
    });
    const failed = results.find(({ success }) => !success);
    if (failed !== undefined) throw failed.error;
    return (1000 * each * AGENTS) / (performance.now() - start);
  };
  await run(AGENTS);
  const before = await bare(server.port, Math.round(QUESTIONS / 10), AT_ONCE);
  await run(QUESTIONS / 10);
  const early = heapMegabytes();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const cpu = process.cpuUsage();
  const perSecond = await run(QUESTIONS);
  const { user, system } = process.cpuUsage(cpu);
  delays.disable();
  const late = heapMegabytes();
  const after = await bare(server.port, Math.round(QUESTIONS / 10), AT_ONCE);
  const limit = Math.max(before.perSecond, after.perSecond);
  line("a bare client, questions a second", limit.toFixed(0), "");
  line(
    "agents on threads, against the bare client",
    `${(perSecond / limit).toFixed(3)}×`,
    "wanted: at least 0.98×",
  );
  line("processor time a question, all threads", milliseconds((user + system) / 1000 / QUESTIONS), "");
  // The histogram holds whole intervals of its timer, of one millisecond.
  const delay = Math.max(0, delays.percentile(99) / 1e6 - 1);
  line("loop delay of the coordinator, slowest in a hundred", milliseconds(delay), "wanted: at most 5 ms");
  line(`heap after ${QUESTIONS} more questions`, `${(late / early).toFixed(3)}×`, "wanted: at most 1.05×");
}

{
  using server = await startServer(1000);
  await using model = await openModel(
    { url: `http://127.0.0.1:${server.port}/v1`, model: "slow" },
    { concurrency: 100 },
  );
  await using swarm = await openSwarm({ concurrency: ALONE, announce: false });
  const run = async (questions: number) => {
    const agents = Array.from({ length: ALONE }, (_, i) => agent(asks, i, questions));
    const { results } = await swarm.run({ agents, model });
    return results.flatMap(({ result }) => (result ?? []) as number[]);
  };
  const each = Math.max(20, Math.round(QUESTIONS / 100));
  await run(20);
  await bare(server.port, 20 * ALONE, ALONE);
  // In turns, so that what else the machine does meets both.
  const bareTimes: number[] = [];
  const agentTimes: number[] = [];
  for (let round = 0; round < 4; round++) {
    bareTimes.push(...(await bare(server.port, each * ALONE, ALONE)).latencies);
    agentTimes.push(...(await run(each)));
  }
  const over = (share: number) => percentile(agentTimes, share) - percentile(bareTimes, share);
  line("a question of an agent, beyond a bare client's, median", milliseconds(over(0.5)), "");
  line("  slowest in a hundred", milliseconds(over(0.99)), "wanted: at most 2 ms");
}

process.exit();
