import { describe, expect, test } from "vitest";
import { type AgentContext, agent } from "../../../labs/agents/index.ts";
import { advanceLive, startLive } from "../../../labs/dashboard/index.ts";
import { summarise } from "../../../labs/dashboard/live/live-summary.ts";
import { executorNames, runMultiAgentSystem, type SwarmProgress } from "../../../labs/swarm/index.ts";
import { keepEngine } from "./support/keep-engine.ts";

keepEngine();

/** What `started` says is what the live view draws, so it must be true at the moment it is said. */

const WORKERS = {
  sequential: /^main$/,
  "event-loop": /^main$/,
  "worker-threads": /^thread \d+$/,
  "child-processes": /^process \d+$/,
  bullmq: /^[\w-]+\/process \d+$/,
} as Record<string, RegExp>;

/** Holds its worker until `context.shared` says go, by computing. */
function hold(_: number, context: AgentContext): string {
  const gate = context.shared as Int32Array | undefined;
  if (gate !== undefined) Atomics.wait(gate, 0, 0);
  return context.worker;
}

describe.each(Object.keys(WORKERS))("on %s", (executor) => {
  test("names the worker and the type of every agent, as its result does", async () => {
    const started: SwarmProgress[] = [];
    const { results } = await runMultiAgentSystem({
      agents: [1, 2, 3].map((id) => agent(hold, id, id)),
      executor,
      announce: false,
      onProgress: (event) => {
        if (event.kind === "started") started.push(event);
      },
    });
    expect(started).toHaveLength(3);
    for (const { agentId, worker, agentType } of started) {
      expect(worker).toMatch(WORKERS[executor] as RegExp);
      expect({ worker, agentType }).toEqual({
        worker: results.find((result) => result.agentId === agentId)?.worker,
        agentType: "hold",
      });
    }
  });
});

test.each([["sequential"], ["event-loop"]])(
  "of agents that compute on %s one is running at a time, and the others wait",
  async (executor) => {
    const seen: number[][] = [];
    let state = startLive({ title: executor, total: 4 });
    await runMultiAgentSystem({
      agents: [1, 2, 3, 4].map((id) => agent((n: number) => n, id, id)),
      executor,
      concurrency: executor === "sequential" ? 1 : 4,
      chunk: executor === "sequential" ? 4 : 1,
      announce: false,
      onProgress: (event) => {
        state = advanceLive(state, [event]);
        const { running, busyNow, waiting } = summarise(state);
        if (event.kind === "started") seen.push([running, busyNow, waiting]);
      },
    });
    expect(seen).toEqual([
      [1, 1, 3],
      [1, 1, 2],
      [1, 1, 1],
      [1, 1, 0],
    ]);
  },
);

test("eight agents that hold eight threads are eight busy workers in eight lanes", async () => {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  let state = startLive({ title: "threads", total: 8 });
  let most = 0;
  await runMultiAgentSystem({
    agents: Array.from({ length: 8 }, (_, id) => agent(hold, id, id)),
    concurrency: 8,
    shared: gate,
    announce: false,
    onProgress: (event) => {
      state = advanceLive(state, [event]);
      const { busyNow, lanes } = summarise(state);
      most = Math.max(most, busyNow);
      if (busyNow < 8) return;
      expect(lanes).toHaveLength(8);
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
    },
  });
  expect(most).toBe(8);
});

test("agents that workers steal are reported with their worker too", async () => {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const workers = new Set<string | undefined>();
  await runMultiAgentSystem({
    agents: [1, 2].map((id) => agent(hold, id, id)),
    schedule: "work-stealing",
    concurrency: 2,
    shared: gate,
    announce: false,
    onProgress: ({ kind, worker }) => {
      if (kind !== "started") return;
      workers.add(worker);
      if (workers.size < 2) return;
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
    },
  });
  expect([...workers].map(String).every((name) => /^thread \d+$/.test(name))).toBe(true);
});

test("every executor is among those that are tried here", () => {
  expect(executorNames()).toEqual(Object.keys(WORKERS));
});
