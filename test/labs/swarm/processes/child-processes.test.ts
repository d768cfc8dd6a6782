import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type AgentTask, agent, DataAnalyst } from "../../../../labs/agents/index.ts";
import {
  deadline,
  failFast,
  quorum,
  runMultiAgentSystem,
  type SwarmOptions,
  type SwarmProgress,
  streamMultiAgentSystem,
} from "../../../../labs/swarm/index.ts";
import { Waits } from "../bullmq/support/waits.ts";
import { Busy, Echo, notExported, Stoppable, Unlucky } from "../support/agents.ts";
import { begunFile } from "../support/begun-file.ts";
import { Notebook } from "../support/notebook.ts";
import { Handed, WhoAmI } from "./support/agents.ts";
import { agentProcesses } from "./support/processes-alive.ts";

async function run(options: Omit<SwarmOptions, "executor">) {
  const swarm = await runMultiAgentSystem({
    executor: "child-processes",
    announce: false,
    concurrency: 2,
    ...options,
  });
  // No thread and no process of a swarm is left.
  expect(agentProcesses()).toEqual([]);
  return swarm;
}

const codes = (results: Awaited<ReturnType<typeof run>>["results"]) =>
  results.map(({ error }) => error?.code ?? null);

describe("agents on child processes", () => {
  it("give the same results as in one thread, in the agents' order", async () => {
    const agents = Array.from({ length: 12 }, (_, id) => agent(DataAnalyst, id, 1000 * id));
    const here = await runMultiAgentSystem({ agents, executor: "sequential", announce: false });
    const there = await run({ agents });
    expect(there.results.map(({ result }) => result)).toEqual(here.results.map(({ result }) => result));
    expect(there.startupSeconds).toBeGreaterThan(0);
    const workers = new Set(there.results.map(({ worker }) => worker));
    for (const worker of workers) expect(worker).toMatch(/^process \d+$/);
    expect(workers.size).toBeLessThanOrEqual(2);
  });

  it("are on one clock with the coordinator", async () => {
    const { results, totalSeconds } = await run({ agents: [agent(Busy, 0, 50), agent(Busy, 1, 50)] });
    for (const { startedAt, endedAt, duration } of results) {
      expect(startedAt).toBeGreaterThanOrEqual(0);
      expect(endedAt).toBeLessThanOrEqual(totalSeconds);
      expect(endedAt - startedAt).toBeCloseTo(duration, 2);
    }
  });

  it("get their input, arguments and shared data as copies: maps, typed arrays, big integers, cycles", async () => {
    const input = { map: new Map([[1n, new Set(["x"])]]), floats: Float32Array.of(1.5, 2.5), text: "żółć" };
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const { results } = await run({ agents: [agent(Handed, 1, input, [3n], undefined)], shared: cycle });
    const answer = results[0]?.result as { input: unknown; rest: unknown; shared: typeof cycle };
    expect(answer.input).toEqual(input);
    expect(answer.rest).toEqual([[3n], undefined]);
    expect(answer.shared.self).toBe(answer.shared);
  });

  it("are transferred as classes from a notebook's cells, with what they refer to", async () => {
    using notebook = new Notebook();
    const scope = await notebook.module(`
      import { AIAgent } from "@swarmlab/labs";
      export const factor = 3;
      export const times = (n) => n * factor;
      export class Tripler extends AIAgent {
        think(n) { return times(n); }
      }
      export const nextTo = (n) => times(n) + 1;
    `);
    notebook.install();
    const { Tripler, nextTo } = scope as { Tripler: typeof WhoAmI; nextTo: (n: number) => number };
    const { results } = await run({ agents: [agent(Tripler, 1, 5), agent(nextTo, 2, 5)] });
    expect(results.map(({ result, agentType }) => [result, agentType])).toEqual([
      [15, "Tripler"],
      [16, "nextTo"],
    ]);
  });

  it("come out one by one as they are done", async () => {
    const folder = mkdtempSync(join(tmpdir(), "one-by-one-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [begun, go] = [join(folder, "begun"), join(folder, "go")];
    // The first agent waits until the second one's result is here.
    const agents = [agent(Waits, 1, { begun, go }), agent(WhoAmI, 2, 1)];
    const order: number[] = [];
    for await (const { agentId } of streamMultiAgentSystem({
      agents,
      executor: "child-processes",
      concurrency: 2,
      announce: false,
    })) {
      order.push(agentId);
      writeFileSync(go, "");
    }
    expect(order).toEqual([2, 1]);
    expect(agentProcesses()).toEqual([]);
  });
});

describe("an option means the same as with worker threads:", () => {
  it.each(["worker-threads", "child-processes"])("timeout and grace, on %s", async (executor) => {
    const events: string[] = [];
    const onProgress = ({ kind, agentId }: SwarmProgress) => void events.push(`${kind} ${agentId}`);
    const runFor = (agents: readonly AgentTask[], grace: number) =>
      runMultiAgentSystem({
        agents,
        executor,
        concurrency: agents.length,
        timeout: 0.2,
        grace,
        announce: false,
        onProgress,
      });
    // Those that stop when asked have all the time for it; only for the last one the grace ends.
    const polite = (["answer", "throw", "wait"] as const).map((manner, id) => agent(Stoppable, id, manner));
    const { results: first } = await runFor(polite, 60);
    const { results: last } = await runFor([agent(Stoppable, 3, "ignore")], 0.2);
    const results = [...first, ...last];
    // Both a synchronous loop and an agent that awaits the signal answer when asked to stop.
    expect(results.map(({ result, error }) => error?.code ?? result)).toEqual([
      "so far so good",
      "TIMEOUT",
      "heard the signal",
      "TIMEOUT",
    ]);
    expect(results[1]?.error?.cause).toMatchObject({ message: "left in a huff" });
    expect(events.filter((event) => event.startsWith("stopping")).sort()).toEqual(
      [0, 1, 2, 3].map((id) => `stopping ${id}`),
    );
    expect(events.filter((event) => event.startsWith("killed"))).toEqual(["killed 3"]);
  });

  it("signal: running agents are stopped, waiting ones never start", async () => {
    const controller = new AbortController();
    const begun = begunFile();
    const agents = [
      agent(Stoppable, 0, "ignore"),
      agent(Stoppable, 1, "wait"),
      agent(Echo, 2, 0),
      agent(Echo, 3, 0),
    ];
    const running = run({ agents, signal: controller.signal, grace: 2, shared: begun.path });
    await begun.reaches(2);
    controller.abort();
    const { results } = await running;
    expect(codes(results)).toEqual(["ABORTED", null, "ABORTED", "ABORTED"]);
    expect(results[3]?.worker).toBe("none");
  });

  it("policy: the first failure, enough successes or the deadline end the rest", async () => {
    const failing = [agent(Unlucky, 0, "throw"), agent(Stoppable, 1, "ignore"), agent(Echo, 2, 0)];
    expect(codes((await run({ agents: failing, policy: failFast, grace: 0.05 })).results)[1]).toBe(
      "CANCELLED",
    );
    const enough = [agent(Echo, 0, 0), agent(Stoppable, 1, "ignore"), agent(Echo, 2, 0)];
    expect(codes((await run({ agents: enough, policy: quorum(2), grace: 0.05 })).results)).toEqual([
      null,
      "CANCELLED",
      null,
    ]);
    const late = [agent(Unlucky, 0, "hang"), agent(Echo, 1, 0)];
    expect(codes((await run({ agents: late, policy: deadline(3), grace: 0.05 })).results)).toEqual([
      "DEADLINE",
      null,
    ]);
  });

  it("retries, and no more than three processes for one agent", async () => {
    const retried: number[] = [];
    const { results } = await run({
      agents: [agent(Unlucky, 0, "exit"), agent(Echo, 1, "fine")],
      retries: 9,
      onProgress: ({ kind, agentId }) => void (kind === "retrying" && retried.push(agentId)),
    });
    expect(retried).toEqual([0, 0]);
    expect(results[0]?.error).toMatchObject({ code: "GIVEN_UP", cause: { code: "EXITED" } });
    expect(results[0]?.error?.message).toMatch(
      /^has taken down 3 workers and is given up; .*called process\.exit\(7\)$/,
    );
    expect(results[1]?.result).toBe("fine");
  });

  it("maxTasksPerWorker: no process runs more agents than that", async () => {
    const agents = Array.from({ length: 7 }, (_, id) => agent(WhoAmI, id, 1));
    const { results } = await run({ agents, maxTasksPerWorker: 2 });
    const counts = Object.values(Object.groupBy(results, ({ worker }) => worker)).map(
      (some) => some?.length ?? 0,
    );
    expect(Math.max(...counts)).toBe(2);
    expect(results.map(({ worker }) => worker)).toEqual(results.map(({ result }) => `process ${result}`));
  });

  it("warmUp: without it processes start when they are needed", async () => {
    let atStart: readonly number[] | undefined;
    const { results } = await run({
      agents: [agent(Echo, 1, "here")],
      warmUp: false,
      announce: () => {
        atStart = agentProcesses();
      },
    });
    expect(atStart).toEqual([]);
    expect(results[0]?.result).toBe("here");
  });

  it("chunk: many agents a message, and a failure in the middle is one agent's alone", async () => {
    for (const misfortune of ["exit", "uncloneable", "throw"] as const) {
      const agents = Array.from({ length: 20 }, (_, id) =>
        id === 9 ? agent(Unlucky, id, misfortune) : agent(Echo, id, { id }),
      );
      const { results } = await run({ agents, chunk: 6 });
      for (const [id, { result, success }] of results.entries()) {
        if (id !== 9) expect(result).toEqual({ id });
        else expect(success).toBe(false);
      }
    }
  });

  it("longest-first", async () => {
    const agents = [agent(WhoAmI, 0, 1), agent(WhoAmI, 1, 2), agent(WhoAmI, 2, 3)];
    const started: number[] = [];
    const onProgress = ({ kind, agentId }: SwarmProgress) =>
      void (kind === "started" && started.push(agentId));
    await run({ agents, schedule: "longest-first", concurrency: 1, onProgress });
    expect(started).toEqual([2, 1, 0]);
  });
});

describe("what a process cannot do is refused before anything starts:", () => {
  it("work-stealing, because processes share no counter", async () => {
    await expect(run({ agents: [agent(Echo, 1, 0)], schedule: "work-stealing" })).rejects.toMatchObject({
      code: "UNSUPPORTED_OPTION",
      message: expect.stringMatching(
        /^work-stealing cannot be honoured .* use the executor "worker-threads"\.$/,
      ),
    });
  });

  it("a class that its module does not export", async () => {
    await expect(run({ agents: [agent(notExported, 1, 0)] })).rejects.toMatchObject({
      name: "SwarmError",
      code: "CANNOT_START",
      message: expect.stringMatching(
        /^A child process did not start: .* exports no Hidden; a class with `static module` must/,
      ),
    });
    expect(agentProcesses()).toEqual([]);
  });
});
