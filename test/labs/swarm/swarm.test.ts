import { describe, expect, it } from "vitest";
import {
  type AgentContext,
  type AgentResult,
  type AgentTask,
  agent,
  CodeAnalyst,
  DataAnalyst,
  ModelTrainer,
  Researcher,
  type TrainedModel,
  Validator,
} from "../../../labs/agents/index.ts";
import { KnowledgeBase, Mutex } from "../../../labs/sharing/index.ts";
import {
  deadline,
  executorNames,
  failFast,
  quorum,
  runMultiAgentSystem,
  type SwarmProgress,
  streamMultiAgentSystem,
} from "../../../labs/swarm/index.ts";
import { Busy, DiesHoldingLock, Echo, FailsAtFirst, Stoppable, Unlucky, UsesLock } from "./support/agents.ts";
import { begunFile } from "./support/begun-file.ts";
import { keepEngine } from "./support/keep-engine.ts";
import { threadsAlive } from "./support/threads-alive.ts";

keepEngine();

const quiet = { announce: false } as const;
const codes = (results: readonly AgentResult[]) => results.map(({ error }) => error?.code ?? "ok");
const echoes = (count: number) => Array.from({ length: count }, (_, id) => agent(Echo, id, id * 10));

/** The most agents that ran at the same time, by their own clocks. */
function mostAtOnce(results: readonly AgentResult[]): number {
  return Math.max(
    ...results.map(
      (one) =>
        results.filter((other) => other.startedAt <= one.startedAt && one.startedAt < other.endedAt).length,
    ),
  );
}

describe.each(executorNames())("on %s", (executor) => {
  it("the results are in the agents' order, with a worker and consistent times", async () => {
    const agents = [300_000, 10, 200_000, 20].map((n, id) => agent(DataAnalyst, id, n));
    const run = await runMultiAgentSystem({ agents, executor, concurrency: 2, ...quiet });
    expect(run.results.map(({ agentId }) => agentId)).toEqual([0, 1, 2, 3]);
    expect(run.results.map(({ result }) => result)).toEqual([
      8999955000050000n,
      285n,
      2666646666700000n,
      2470n,
    ]);
    expect(run.executor).toBe(executor);
    for (const { startedAt, endedAt, duration, worker } of run.results) {
      expect(startedAt).toBeGreaterThanOrEqual(0);
      expect(endedAt).toBeGreaterThanOrEqual(startedAt);
      expect(endedAt).toBeLessThanOrEqual(run.totalSeconds);
      expect(duration).toBeCloseTo(endedAt - startedAt, 2);
      expect(worker).toMatch(/^(main|thread \d+|([\w-]+\/)?process \d+)$/);
    }
  });

  it("a stream yields each result once as it arrives, and ends with the whole run", async () => {
    const seen: unknown[] = [];
    const stream = streamMultiAgentSystem({ agents: echoes(7), executor, ...quiet });
    let step = await stream.next();
    for (; !step.done; step = await stream.next()) seen.push(step.value.agentId);
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(step.value.results).toHaveLength(7);
  });

  it("never more agents run at once than the concurrency allows", async () => {
    const agents = Array.from({ length: 8 }, (_, id) => agent(Busy, id, 20));
    const run = await runMultiAgentSystem({ agents, executor, concurrency: 2, ...quiet });
    expect(mostAtOnce(run.results)).toBeLessThanOrEqual(run.concurrency);
  });

  it("progress counts from the first agent to the last", async () => {
    const events: SwarmProgress[] = [];
    await runMultiAgentSystem({
      agents: echoes(5),
      executor,
      onProgress: (event) => events.push(event),
      ...quiet,
    });
    expect(events.filter(({ kind }) => kind === "started")).toHaveLength(5);
    const finished = events.filter(({ kind }) => kind === "finished");
    expect(finished.map(({ done, total }) => `${done}/${total}`)).toEqual([
      "1/5",
      "2/5",
      "3/5",
      "4/5",
      "5/5",
    ]);
    expect(finished.every(({ result, agentId }) => result?.agentId === agentId)).toBe(true);
  });

  it.each(["started", "finished"])(
    "an error in onProgress (%s) ends the swarm in good order and is thrown",
    async (when) => {
      const alive = threadsAlive();
      const onProgress = ({ kind }: SwarmProgress) => {
        if (kind === when) throw new RangeError("watcher");
      };
      await expect(
        runMultiAgentSystem({ agents: echoes(5), executor, onProgress, ...quiet }),
      ).rejects.toThrow("watcher");
      expect(threadsAlive()).toBe(alive);
    },
  );

  it("a failed agent is tried again as often as retries says", async () => {
    const retried: number[] = [];
    const onProgress = ({ kind, agentId }: SwarmProgress) => kind === "retrying" && retried.push(agentId);
    const agents = [agent(Unlucky, 5, "throw"), agent(Echo, 6, "fine")];
    const { results } = await runMultiAgentSystem({ agents, executor, retries: 2, onProgress, ...quiet });
    expect(retried).toEqual([5, 5]);
    expect(codes(results)).toEqual(["E_FAR", "ok"]);
  });

  it("agents of all types work side by side", async () => {
    const text = "Threads share bytes. Threads are light.";
    const sharesMemory = !["child-processes", "bullmq"].includes(executor);
    const agents = [
      agent(DataAnalyst, 1, 10),
      agent(ModelTrainer, 2, { epochs: 5 }),
      agent(Validator, 3, { bytes: new TextEncoder().encode("Wikipedia") }),
      agent(CodeAnalyst, 4, { source: "const a = () => a;" }),
      ...(sharesMemory ? [agent(Researcher, 5, { topic: "threads", text })] : []),
    ];
    const knowledge = new KnowledgeBase();
    const shared = sharesMemory ? { knowledge } : undefined;
    const { results } = await runMultiAgentSystem({ agents, executor, concurrency: 2, shared, ...quiet });
    expect(results.map(({ error }) => error)).toEqual(agents.map(() => null));
    expect(results.map(({ agentType }) => agentType)).toEqual(agents.map(({ type }) => type.name));
    expect(results[0]?.result).toBe(285n);
    expect((results[1] as AgentResult<TrainedModel>).result?.losses).toHaveLength(6);
    expect(results[2]?.result).toMatchObject({ length: 9, checksum: 0x11e60398 });
    expect(results[3]?.result).toMatchObject({ functions: 1 });
    if (sharesMemory) expect(knowledge.at(0)?.text).toContain("threads is mentioned in 2 sentences");
  });

  it("quorum and failFast stop the agents that have not started", async () => {
    const agents = Array.from({ length: 12 }, (_, id) => agent(Busy, id, 10));
    const two = await runMultiAgentSystem({ agents, executor, concurrency: 1, policy: quorum(2), ...quiet });
    expect(codes(two.results)).toEqual(["ok", "ok", ...Array(10).fill("CANCELLED")]);
    const none = [agent(Unlucky, 99, "throw"), ...agents];
    const failed = await runMultiAgentSystem({
      agents: none,
      executor,
      concurrency: 1,
      policy: failFast,
      ...quiet,
    });
    expect(codes(failed.results)).toEqual(["E_FAR", ...Array(12).fill("CANCELLED")]);
    expect(failed.results[5]?.error?.message).toContain("agent 99 failed");
  });

  it("a signal stops the swarm before it starts", async () => {
    const signal = AbortSignal.abort();
    const { results } = await runMultiAgentSystem({ agents: echoes(3), executor, signal, ...quiet });
    expect(codes(results)).toEqual(["ABORTED", "ABORTED", "ABORTED"]);
  });

  it("longest-first starts the most expensive agents first", async () => {
    const agents = [1, 3, 2].map((n, id) => agent(Echo, id, n));
    const started: number[] = [];
    const onProgress = ({ kind, agentId }: SwarmProgress) => kind === "started" && started.push(agentId);
    await runMultiAgentSystem({
      agents,
      executor,
      concurrency: 1,
      schedule: "longest-first",
      onProgress,
      ...quiet,
    });
    expect(started).toEqual([1, 2, 0]);
  });

  it("the runtime status is announced once, in plain words", async () => {
    const lines: string[] = [];
    await runMultiAgentSystem({ agents: echoes(2), executor, announce: (line) => lines.push(line) });
    // Where agents are jobs of an engine, a line says which one first.
    const engine =
      executor === "bullmq"
        ? [expect.stringMatching(/^Engine: .+, a worker of its own \(\d+ processes\)\.$/)]
        : [];
    expect(lines.slice(0, -1)).toEqual(engine);
    expect(lines.at(-1)).toMatch(
      /^(✓ Parallel|One at a time|Side by side): 2 agents on [a-z-]+(, \d computing at a time)? \(Node 26\.\S+ on \d+ cores?\)\.$/,
    );
  });
});

describe("on worker threads", () => {
  it("agents really run at the same time, on one clock", async () => {
    // Each computes until the other one has begun too.
    const meets = (_: null, { shared }: AgentContext) => {
      const begun = shared as Int32Array;
      Atomics.add(begun, 0, 1);
      while (Atomics.load(begun, 0) < 2);
    };
    const agents = [0, 1].map((id) => agent(meets, id, null));
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const { results } = await runMultiAgentSystem({ agents, shared, concurrency: 2, ...quiet });
    expect(new Set(results.map(({ worker }) => worker)).size).toBe(2);
    const [first, second] = results as [AgentResult, AgentResult];
    expect(Math.min(first.endedAt, second.endedAt)).toBeGreaterThan(
      Math.max(first.startedAt, second.startedAt),
    );
  });

  it("an agent that takes too long is asked to stop, and an answer that it then gives counts", async () => {
    const events: string[] = [];
    const run = (agents: readonly AgentTask[], grace: number) =>
      runMultiAgentSystem({
        agents,
        timeout: 0.2,
        grace,
        onProgress: ({ kind, agentId }) => events.push(`${kind} ${agentId}`),
        ...quiet,
      });
    // Those that stop when asked have all the time for it; only for the last one the grace ends.
    const manners = ["answer", "wait", "throw"] as const;
    const polite = await run(
      manners.map((manner, id) => agent(Stoppable, id, manner)),
      60,
    );
    const rude = await run([agent(Stoppable, 3, "ignore")], 0.2);
    const results = [...polite.results, ...rude.results];
    const stops = [...polite.stops, ...rude.stops];
    expect(results.map(({ result, error }) => result ?? error?.code)).toEqual([
      "so far so good",
      "heard the signal",
      "TIMEOUT",
      "TIMEOUT",
    ]);
    expect(results[2]?.error?.cause).toMatchObject({ message: "left in a huff" });
    expect(results[3]?.error?.message).toBe("took longer than its timeout of 0.2 s");
    expect(events.filter((event) => event.startsWith("stopping"))).toHaveLength(4);
    expect(events.filter((event) => event.startsWith("killed"))).toEqual(["killed 3"]);
    // The run keeps the stops for its timeline.
    expect(stops.map(({ kind, agentId }) => `${kind} ${agentId}`).sort()).toEqual(
      events.filter((event) => /^(stopping|killed)/.test(event)).sort(),
    );
    for (const { agentId, kind, at } of stops) {
      expect(at).toBeGreaterThanOrEqual(kind === "killed" ? 0.4 : 0.2);
      expect(at).toBeLessThanOrEqual(results[agentId]?.endedAt ?? 0);
    }
  });

  it.each(["worker-threads", "child-processes"])(
    "a second try on %s has the whole timeout",
    async (executor) => {
      const { results, stops } = await runMultiAgentSystem({
        agents: [agent(Stoppable, 7, "throw")],
        executor,
        timeout: 0.2,
        grace: 60,
        retries: 1,
        ...quiet,
      });
      // The first try was asked to stop, too: neither its flag nor its time counts for the second one.
      expect(codes(results)).toEqual(["TIMEOUT"]);
      expect(results[0]?.startedAt).toBeGreaterThan(0.2);
      expect(results[0]?.endedAt).toBeGreaterThan(0.4);
      expect(stops).toEqual([{ agentId: 7, kind: "stopping", at: expect.any(Number) }]);
      expect(stops[0]?.at).toBeGreaterThan(0.4);
      expect(Object.isFrozen(stops) && Object.isFrozen(stops[0])).toBe(true);
    },
  );

  it("a deadline and a signal end agents that are running", async () => {
    const agents = [
      agent(Echo, 0, "quick"),
      agent(Unlucky, 1, "hang"),
      agent(Stoppable, 2, "wait"),
      agent(Echo, 3, 0),
    ];
    const begun = begunFile();
    const options = { agents, concurrency: 2, grace: 2, shared: begun.path, ...quiet };
    const late = await runMultiAgentSystem({ ...options, policy: deadline(2) });
    expect(codes(late.results)).toEqual(["ok", "DEADLINE", "ok", "DEADLINE"]);
    const controller = new AbortController();
    const running = runMultiAgentSystem({ ...options, signal: controller.signal });
    await begun.reaches(2);
    controller.abort();
    const aborted = await running;
    expect(codes(aborted.results)).toEqual(["ok", "ABORTED", "ok", "ABORTED"]);
    expect(aborted.results[3]?.error?.message).toBe("never started: it was stopped by the swarm's signal");
  });

  it("an agent that succeeds at the third try has succeeded", async () => {
    const tries = new Int32Array(new SharedArrayBuffer(4));
    const agents = [agent(FailsAtFirst, 1, 2)];
    const { results } = await runMultiAgentSystem({ agents, shared: tries, retries: 2, ...quiet });
    expect(results[0]).toMatchObject({ success: true, result: 3, error: null });
  });

  it("an agent that has ended three workers is not tried again, and its error says so", async () => {
    const agents = [agent(Unlucky, 6, "exit"), ...echoes(4)];
    const retried: number[] = [];
    const onProgress = ({ kind, agentId }: SwarmProgress) => kind === "retrying" && retried.push(agentId);
    const { results } = await runMultiAgentSystem({
      agents,
      retries: 10,
      concurrency: 2,
      onProgress,
      ...quiet,
    });
    expect(codes(results)).toEqual(["GIVEN_UP", "ok", "ok", "ok", "ok"]);
    expect(results[0]?.error?.message).toBe(
      "has taken down 3 workers and is given up; the last time it called process.exit(7)",
    );
    expect(retried).toEqual([6, 6]);
  });

  it("a worker is replaced after maxTasksPerWorker agents, whichever way they are handed out", async () => {
    for (const schedule of ["in-order", "work-stealing"] as const) {
      const options = { agents: echoes(7), concurrency: 1, maxTasksPerWorker: 2, schedule, ...quiet };
      const { results } = await runMultiAgentSystem(options);
      expect(results.map(({ result }) => result)).toEqual([0, 10, 20, 30, 40, 50, 60]);
      const perWorker = Map.groupBy(results, ({ worker }) => worker);
      expect([...perWorker.values()].map((own) => own.length)).toEqual([2, 2, 2, 1]);
    }
  });

  it("chunks and work-stealing give the same results in the same order", async () => {
    const expected = Array.from({ length: 100 }, (_, id) => id * 10);
    for (const options of [{ chunk: 7 }, { schedule: "work-stealing" as const }]) {
      const { results } = await runMultiAgentSystem({ agents: echoes(100), ...options, ...quiet });
      expect(results.map(({ result }) => result)).toEqual(expected);
    }
  });

  it("the lock of an agent that ends its worker is released, and no agent hangs", async () => {
    const shared = { mutex: new Mutex(), knowledge: new KnowledgeBase() };
    const agents = [
      agent(DiesHoldingLock, 0, undefined),
      ...[1, 2, 3].map((id) => agent(UsesLock, id, undefined)),
    ];
    const { results } = await runMultiAgentSystem({ agents, concurrency: 2, shared, ...quiet });
    expect(codes(results)).toEqual(["EXITED", "ok", "ok", "ok"]);
    expect(shared.knowledge.entryCount).toBe(3);
    expect(shared.mutex.contention).toBeDefined();
  });

  it("leaving a stream early stops the swarm and leaves no thread behind", async () => {
    const alive = threadsAlive();
    const agents = [agent(Echo, 0, 1), ...Array.from({ length: 20 }, (_, id) => agent(Busy, id + 1, 60_000))];
    for await (const result of streamMultiAgentSystem({ agents, grace: 0.05, ...quiet })) {
      expect(result.agentId).toBe(0);
      break;
    }
    expect(threadsAlive()).toBe(alive);
  });

  it("the learner's interrupt ends the swarm, which then removes its listener", async () => {
    const listeners = new Set<() => void>();
    const kernel = {
      onInterrupt(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    Reflect.set(globalThis, Symbol.for("swarmlab.kernel"), kernel);
    try {
      const begun = begunFile();
      const agents = [agent(Stoppable, 0, "ignore"), agent(Stoppable, 1, "answer"), agent(Echo, 2, 0)];
      const running = runMultiAgentSystem({
        agents,
        concurrency: 2,
        grace: 2,
        shared: begun.path,
        ...quiet,
      });
      await begun.reaches(2);
      for (const listener of listeners) listener();
      const { results } = await running;
      expect(codes(results)).toEqual(["INTERRUPTED", "ok", "INTERRUPTED"]);
      expect(listeners.size).toBe(0);
    } finally {
      Reflect.deleteProperty(globalThis, Symbol.for("swarmlab.kernel"));
    }
  });

  it("without warm-up the workers start when they are needed", async () => {
    const run = await runMultiAgentSystem({ agents: echoes(3), warmUp: false, ...quiet });
    expect(codes(run.results)).toEqual(["ok", "ok", "ok"]);
  });

  it("a run describes itself in one sentence, with a line for each failure", async () => {
    const agents = [...echoes(2), agent(Unlucky, 7, "throw")];
    const run = await runMultiAgentSystem({ agents, concurrency: 2, ...quiet });
    const text =
      /^3 agents on worker-threads, 2 at a time: 1 failed in \d\.\d{3} s, after \d\.\d{3} s to start the workers\.\n {2}agent 7 \(Unlucky\): E_FAR, too far$/;
    expect(String(run)).toMatch(text);
    const mime = Reflect.get(run, Symbol.for("swarmlab.mime")) as () => object;
    expect(mime()).toEqual({ "text/plain": String(run) });
    expect(Object.isFrozen(run) && Object.isFrozen(run.results)).toBe(true);
  });

  it("1,000 agents on two workers all give results, and the memory does not grow", async () => {
    const agents = Array.from({ length: 1000 }, (_, id) => agent(DataAnalyst, id, 1000));
    const heap: number[] = [];
    const run = await runMultiAgentSystem({
      agents,
      concurrency: 2,
      onProgress: ({ kind }) => kind === "finished" && heap.push(process.memoryUsage().rss),
      ...quiet,
    });
    expect(run.results.every(({ result }) => result === 332833500n)).toBe(true);
    expect(new Set(run.results.map(({ worker }) => worker)).size).toBe(2);
    expect(heap.at(-1)).toBeLessThan((heap[99] as number) * 1.25);
  });
});
