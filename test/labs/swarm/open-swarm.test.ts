import { describe, expect, it } from "vitest";
import { type AgentContext, type AgentResult, agent, DataAnalyst } from "../../../labs/agents/index.ts";
import { KnowledgeBase, Mutex } from "../../../labs/sharing/index.ts";
import {
  deadline,
  executorNames,
  failFast,
  type OpenSwarmOptions,
  openSwarm,
  runMultiAgentSystem,
  type Schedule,
  type SwarmProgress,
  type SwarmRun,
  streamMultiAgentSystem,
} from "../../../labs/swarm/index.ts";
import { agentProcesses } from "./processes/support/processes-alive.ts";
import { Busy, DiesHoldingLock, Echo, Lost, Stoppable, Unlucky, UsesLock } from "./support/agents.ts";
import { begunFile } from "./support/begun-file.ts";
import { keepEngine } from "./support/keep-engine.ts";
import { threadsAlive } from "./support/threads-alive.ts";

keepEngine();

const outcome = ({ result, error }: AgentResult) => error?.code ?? result;
const outcomesOf = ({ results }: SwarmRun) => results.map(outcome);
const open = (executor: string, options: OpenSwarmOptions = {}) =>
  openSwarm({ executor, announce: false, ...options });
const echoes = (count: number) => Array.from({ length: count }, (_, id) => agent(Echo, id, id));

describe.each(executorNames())("an open swarm on %s", (executor) => {
  it("runs agents again and again, and its workers start once", async () => {
    await using swarm = await open(executor, { concurrency: 1 });
    const runs = [];
    for (let i = 0; i < 3; i++)
      runs.push(await swarm.run([agent(DataAnalyst, i, 10), agent((n: number) => n * 2, 7, i)]));
    expect(runs.map(({ results }) => results.map(outcome))).toEqual([
      [285n, 0],
      [285n, 2],
      [285n, 4],
    ]);
    expect(new Set(runs.flatMap(({ results }) => results.map(({ worker }) => worker))).size).toBe(1);
    for (const { startupSeconds, totalSeconds, results, executor: name } of runs) {
      expect(startupSeconds).toBe(0);
      expect(name).toBe(executor);
      for (const { startedAt, endedAt } of results) {
        expect(startedAt).toBeGreaterThanOrEqual(0);
        expect(endedAt).toBeLessThanOrEqual(totalSeconds);
      }
    }
  });

  it("streams a run, and a loop that is left stops only that run", async () => {
    await using swarm = await open(executor, { concurrency: 1 });
    const seen: unknown[] = [];
    for await (const { agentId } of swarm.stream(echoes(5))) {
      seen.push(agentId);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([0, 1]);
    expect((await swarm.run(echoes(2))).results.map(outcome)).toEqual([0, 1]);
  });

  it("serves runs that go on at the same time, each with its own policy, progress and results", async () => {
    await using swarm = await open(executor, { concurrency: 2 });
    const told: string[] = [];
    const onProgress = ({ kind, total }: SwarmProgress) => kind === "finished" && told.push(`of ${total}`);
    // Two that wait hold both workers until the failure has arrived, so the last one cannot be done before.
    const waits = [4, 5].map((id) => agent(Stoppable, id, "wait"));
    const [first, second, third] = await Promise.all([
      swarm.run({ agents: [agent(Unlucky, 1, "throw"), agent(Echo, 2, 0)], retries: 1 }),
      swarm.run({ agents: echoes(6), onProgress }),
      swarm.run({ agents: [agent(Unlucky, 3, "throw"), ...waits, ...echoes(9)], policy: failFast }),
    ]);
    expect(first.results.map(outcome)).toEqual(["E_FAR", 0]);
    expect(second.results.map(outcome)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(told).toEqual(Array(6).fill("of 6"));
    expect(outcome(third.results[0] as AgentResult)).toBe("E_FAR");
    expect(outcome(third.results.at(-1) as AgentResult)).toBe("CANCELLED");
  });

  it("gives a short run its turn in the midst of a long one", async () => {
    await using swarm = await open(executor, { concurrency: 1 });
    const order: string[] = [];
    const agents = Array.from({ length: 30 }, (_, id) => agent(Busy, id, 10));
    const long = swarm.run({
      agents,
      onProgress: ({ kind, done }) => kind === "finished" && order.push(`long ${done}`),
    });
    const short = swarm.run(echoes(2)).then(() => order.push("short"));
    await Promise.all([long, short]);
    // Each of its two agents waits for at most one of the other run, and two were sent before.
    expect(order.indexOf("short")).toBeLessThanOrEqual(5);
  });

  it("takes the whole swarm's shared value where a run has none", async () => {
    await using swarm = await open(executor, { shared: "of the swarm" });
    const read = (_: null, { shared }: { shared: unknown }) => shared;
    const own = await swarm.run({ agents: [agent(read, 1, null)], shared: "of the run" });
    const common = await swarm.run([agent(read, 1, null)]);
    expect([...own.results, ...common.results].map(outcome)).toEqual(["of the run", "of the swarm"]);
  });

  it("runs the agents that it was given, though their list changes afterwards", async () => {
    await using swarm = await open(executor, { concurrency: 1 });
    const longer = echoes(2);
    const shorter = echoes(2);
    const runs = [swarm.run(longer), swarm.run(shorter)];
    longer.push(agent(Echo, 9, 9));
    shorter.length = 0;
    for (const { results } of await Promise.all(runs)) expect(results.map(outcome)).toEqual([0, 1]);
  });

  it("gives a run the shared value null", async () => {
    await using swarm = await open(executor, { shared: "of the swarm" });
    const read = (_: null, { shared }: { shared: unknown }) => shared === null;
    const { results } = await swarm.run({ agents: [agent(read, 1, null)], shared: null });
    expect(results.map(outcome)).toEqual([true]);
  });

  it("refuses options that it could not keep", async () => {
    const invalid = { name: "SwarmError", code: "INVALID_ARGUMENT" };
    for (const wrong of [
      null,
      executor,
      { timeout: 1 },
      { policy: failFast },
      { signal: AbortSignal.abort() },
      { agents: echoes(1) },
      { announce: "no" },
      { warmUp: "no" },
    ])
      await expect(openSwarm(wrong as never)).rejects.toMatchObject(invalid);
    await using swarm = await open(executor);
    const other = executor === "event-loop" ? "sequential" : "event-loop";
    for (const wrong of [
      undefined,
      null,
      { agents: echoes(1), executor: other },
      { agents: echoes(1), concurrency: 77 },
      { agents: echoes(1), announce: "no" },
      { agents: echoes(1), onProgress: 5 },
    ]) {
      await expect(swarm.run(wrong as never)).rejects.toMatchObject(invalid);
      await expect(swarm.stream(wrong as never).next()).rejects.toMatchObject(invalid);
    }
    expect((await swarm.run({ agents: echoes(1), executor } as never)).results.map(outcome)).toEqual([0]);
  });

  it("leaves no worker behind when announce throws", async () => {
    const alive = threadsAlive();
    const announce = () => {
      throw new Error("cannot print");
    };
    if (executor === "worker-threads" || executor === "child-processes")
      await expect(openSwarm({ executor, announce })).rejects.toThrow("cannot print");
    expect(threadsAlive()).toBe(alive);
    expect(agentProcesses()).toEqual([]);
  });

  it("when closed waits for its runs, takes no more, and leaves no worker behind", async () => {
    const alive = threadsAlive();
    const swarm = await open(executor);
    expect(swarm.state).toBe("open");
    const run = swarm.run([agent(Busy, 1, 50)]);
    const closing = swarm.close();
    expect(swarm.state).toBe("closing");
    await expect(swarm.run(echoes(1))).rejects.toMatchObject({ name: "SwarmError", code: "CLOSED" });
    expect((await run).results[0]?.success).toBe(true);
    await closing;
    expect(swarm.state).toBe("closed");
    await swarm.close();
    await expect(swarm.stream(echoes(1)).next()).rejects.toMatchObject({ code: "CLOSED" });
    expect(threadsAlive()).toBe(alive);
    expect(agentProcesses()).toEqual([]);
  });

  it("is used by runMultiAgentSystem and streamMultiAgentSystem, which refuse other workers than it has", async () => {
    await using swarm = await open(executor, { concurrency: 1 });
    const run = await runMultiAgentSystem({ agents: echoes(2), swarm, executor, concurrency: 1 });
    expect(run.startupSeconds).toBe(0);
    const seen: unknown[] = [];
    for await (const result of streamMultiAgentSystem({ agents: echoes(2), swarm }))
      seen.push(outcome(result));
    expect(seen).toEqual([0, 1]);
    const other = executor === "event-loop" ? "sequential" : "event-loop";
    for (const wrong of [
      { executor: other },
      { concurrency: 3 },
      { maxTasksPerWorker: 5 },
      { warmUp: false },
    ]) {
      const attempt = runMultiAgentSystem({ agents: echoes(1), swarm, ...wrong });
      await expect(attempt).rejects.toMatchObject({ name: "SwarmError", code: "INVALID_ARGUMENT" });
    }
    for (const nothing of [undefined, {}, []])
      await expect(swarm.run(nothing as never)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    const none = runMultiAgentSystem({ agents: echoes(1), swarm: {} as never });
    await expect(none).rejects.toThrow("swarm must come from openSwarm(…), or be false, but got {}.");
  });
});

describe.each(["sequential", "event-loop"])("an open swarm on %s", (executor) => {
  it("gives a run that one of its agents starts turns of its own, so that the agent can await it", async () => {
    await using first = await open(executor, { concurrency: 1 });
    await using second = await open(executor, { concurrency: 1 });
    const inner = async () => outcomesOf(await first.run(echoes(2)));
    const middle = async () => outcomesOf(await second.run([agent(inner, 1, null), agent(Echo, 2, 2)]));
    const run = await first.run([agent(middle, 1, null), agent(inner, 2, null), agent(Echo, 3, 3)]);
    expect(outcomesOf(run)).toEqual([[[0, 1], 2], [0, 1], 3]);
  });
});

describe.each(["worker-threads", "child-processes"])("an open swarm on %s", (executor) => {
  it("replaces a worker that a run has lost, and fails no agent of another run", async () => {
    await using swarm = await open(executor, { concurrency: 2 });
    const [bad, good] = await Promise.all([
      swarm.run([1, 2, 3].map((id) => agent(Unlucky, id, "exit"))),
      swarm.run(Array.from({ length: 12 }, (_, id) => agent(Busy, id, 5))),
    ]);
    expect(bad.results.map(outcome)).toEqual(["EXITED", "EXITED", "EXITED"]);
    expect(good.results.map(({ success }) => success)).toEqual(Array(12).fill(true));
    expect((await swarm.run(echoes(4))).results.map(outcome)).toEqual([0, 1, 2, 3]);
  });

  it("ends an agent that spins after its own run's timeout, while another run goes on", async () => {
    await using swarm = await open(executor, { concurrency: 2 });
    const [stuck, good] = await Promise.all([
      swarm.run({ agents: [agent(Unlucky, 1, "spin")], timeout: 0.1, grace: 0.05 }),
      swarm.run(Array.from({ length: 20 }, (_, id) => agent(Busy, id, 20))),
    ]);
    expect(stuck.results.map(outcome)).toEqual(["TIMEOUT"]);
    expect(stuck.stops.map(({ kind }) => kind)).toEqual(["stopping", "killed"]);
    expect(good.results.every(({ success }) => success)).toBe(true);
    expect(good.stops).toEqual([]);
  });

  it("when closed by force stops its runs in two phases", async () => {
    const swarm = await open(executor, { concurrency: 3 });
    const manners = ["answer", "ignore", "wait"] as const;
    const begun = begunFile();
    const run = swarm.run({
      agents: [...manners.map((manner, id) => agent(Stoppable, id, manner)), agent(Echo, 9, 9)],
      grace: 2,
      shared: begun.path,
    });
    await begun.reaches(3);
    await Promise.all([swarm.close({ force: true }), run]);
    const { results } = await run;
    expect(results.map(outcome)).toEqual(["so far so good", "CANCELLED", "heard the signal", "CANCELLED"]);
    expect(results[1]?.error?.message).toBe("was stopped, because its swarm was closed");
  });

  it("refuses a run whose module cannot be loaded, and serves the next one", async () => {
    await using swarm = await open(executor);
    await expect(swarm.run([agent(Lost, 1, 1)])).rejects.toMatchObject({ code: "CANNOT_START" });
    expect((await swarm.run(echoes(2))).results.map(outcome)).toEqual([0, 1]);
  });

  it("replaces a worker in which an agent broke what loading a program needs, and refuses only what no worker loads", async () => {
    await using swarm = await open(executor, { concurrency: 1 });
    const breaks = () => {
      Array.prototype.push = () => {
        throw new Error("nothing can be added");
      };
      return "broken";
    };
    for (const schedule of ["in-order", ...(executor === "worker-threads" ? ["work-stealing"] : [])]) {
      expect((await swarm.run([agent(breaks, 1, null)])).results.map(outcome)).toEqual(["broken"]);
      const run = await swarm.run({ agents: echoes(3), schedule: schedule as Schedule });
      expect(run.results.map(outcome)).toEqual([0, 1, 2]);
    }
    await expect(swarm.run([agent(Lost, 1, 1)])).rejects.toMatchObject({ code: "CANNOT_START" });
    expect((await swarm.run(echoes(2))).results.map(outcome)).toEqual([0, 1]);
  });

  it("keeps running when the deadline and the grace are longer than a timer of Node.js can be", async () => {
    const warnings: string[] = [];
    const listener = ({ name }: Error) => warnings.push(name);
    process.on("warning", listener);
    await using swarm = await open(executor, { concurrency: 1 });
    const { results, stops } = await swarm.run({
      agents: [agent(Busy, 1, 50), agent(Echo, 2, 2)],
      policy: deadline(1e9),
      grace: 1e9,
    });
    expect(results.every(({ success }) => success)).toBe(true);
    expect(stops).toEqual([]);
    const controller = new AbortController();
    const begun = begunFile();
    const run = swarm.run({
      agents: [agent(Stoppable, 1, "answer")],
      grace: 1e9,
      shared: begun.path,
      signal: controller.signal,
    });
    await begun.reaches(1);
    controller.abort();
    expect((await run).results.map(outcome)).toEqual(["so far so good"]);
    process.off("warning", listener);
    expect(warnings).toEqual([]);
  });

  it("replaces workers after maxTasksPerWorker agents, over the ends of runs", async () => {
    await using swarm = await open(executor, { concurrency: 1, maxTasksPerWorker: 3 });
    const workers: string[] = [];
    for (let i = 0; i < 4; i++)
      for (const { worker } of (await swarm.run(echoes(2))).results) workers.push(worker);
    expect([...Map.groupBy(workers, (worker) => worker).values()].map(({ length }) => length)).toEqual([
      3, 3, 2,
    ]);
  });
});

describe("an open swarm on worker threads", () => {
  it("gives a short run its turn although another one steals", async () => {
    await using swarm = await open("worker-threads", { concurrency: 1 });
    const order: string[] = [];
    // All of it lasts for far longer than a busy machine may keep this thread from asking for a turn.
    const sleeps = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const agents = Array.from({ length: 300 }, (_, id) => agent(sleeps, id, 10));
    const long = swarm.run({ agents, schedule: "work-stealing" }).then(() => order.push("long"));
    const short = swarm.run(echoes(2)).then(() => order.push("short"));
    await Promise.all([long, short]);
    expect(order).toEqual(["short", "long"]);
  });

  it("releases the locks that a lost thread held of its run's shared objects", async () => {
    await using swarm = await open("worker-threads", { concurrency: 2 });
    const shared = { mutex: new Mutex(), knowledge: new KnowledgeBase() };
    const others = swarm.run(Array.from({ length: 10 }, (_, id) => agent(Busy, id, 5)));
    const { results } = await swarm.run({
      agents: [
        agent(DiesHoldingLock, 0, undefined),
        ...[1, 2, 3].map((id) => agent(UsesLock, id, undefined)),
      ],
      shared,
    });
    expect(results.map(({ error }) => error?.code ?? "ok")).toEqual(["EXITED", "ok", "ok", "ok"]);
    expect((await others).results.every(({ success }) => success)).toBe(true);
  });

  it("releases the locks that a lost thread held of the swarm's shared objects, also since an earlier run", async () => {
    const shared = { mutex: new Mutex(), knowledge: new KnowledgeBase() };
    await using swarm = await open("worker-threads", { concurrency: 1, shared });
    const locks = (_: null, context: AgentContext) => void (context.shared as typeof shared).mutex.lock();
    expect((await swarm.run([agent(locks, 1, null)])).results[0]?.success).toBe(true);
    const lost = await swarm.run({ agents: [agent(Unlucky, 2, "exit")], shared: "another value" });
    expect(lost.results.map(outcome)).toEqual(["EXITED"]);
    expect((await swarm.run([agent(UsesLock, 3, undefined)])).results[0]?.error).toBeNull();
  });

  it("says in one line that its workers are warm", async () => {
    const lines: string[] = [];
    await using swarm = await openSwarm({ concurrency: 2, announce: (line) => lines.push(line) });
    await swarm.run(echoes(1));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^Warm workers: 2 on worker-threads stay ready for further runs \(Node 26\.\S+ on \d+ cores?\)\.$/,
    );
  });
});
