import { Annotation, Command, END, Send, START, StateGraph } from "@langchain/langgraph";
import { expect, test } from "vitest";
import { onWorkers, recordGraph } from "../../../../labs/graph/index.ts";
import { Doubler } from "../support/graph-agents.ts";

const State = Annotation.Root({
  n: Annotation<number>,
  out: Annotation<unknown[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});

/** "from → to ×times" of each edge that was taken. */
function takenEdges(record: Awaited<ReturnType<typeof recordGraph>>["record"]): string[] {
  return record.edges
    .filter(({ taken }) => taken > 0)
    .map(({ from, to, taken }) => `${from} → ${to} ×${taken}`)
    .sort();
}

test("a recording has each node with its step, its times, what it read and wrote, and its agents on their threads", async () => {
  const app = new StateGraph(State)
    .addNode("plan", () => ({ out: ["plan"] }))
    .addNode("double", onWorkers(Doubler, { input: "n", output: "out" }) as never)
    .addEdge(START, "plan")
    .addEdge("plan", "double" as never)
    .addEdge("double" as never, END)
    .compile();
  const recording = await recordGraph(app);
  expect(recording.record).toMatchObject({ state: "not-started", runs: [] });
  await app.invoke({ n: 2 }, { callbacks: [recording] });
  const { state, runs, totalSeconds } = recording.record;
  expect(state).toBe("finished");
  expect(runs.map(({ node, step }) => [node, step])).toEqual([
    ["plan", 1],
    ["double", 2],
  ]);
  const [plan, double] = runs;
  expect(plan).toMatchObject({ wrote: [{ key: "out", text: "[ 'plan' ]" }], agents: [] });
  expect(plan?.read.map(({ key }) => key).sort()).toEqual(["n", "out"]);
  // The node names its key, so the recording has just this one.
  expect(double?.read).toEqual([{ key: "n", text: "2" }]);
  const [agent] = double?.agents ?? [];
  expect(agent).toMatchObject({ agentType: "Doubler", executor: "worker-threads", error: null });
  expect(agent?.worker).toMatch(/^thread \d+$/);
  const times = [
    ...[0, plan?.startedAt, plan?.endedAt, double?.startedAt, agent?.askedAt, agent?.startedAt],
    ...[agent?.endedAt, double?.endedAt, totalSeconds],
  ];
  expect(times).toEqual(times.toSorted((a, b) => Number(a) - Number(b)));
});

test("a node that blocks the thread has its true start and end", async () => {
  const block = (seconds: number) => {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end);
    return {};
  };
  const app = new StateGraph(State)
    .addNode("first", () => block(0.1))
    .addNode("second", () => block(0.1))
    .addEdge(START, "first")
    .addEdge(START, "second")
    .compile();
  const recording = await recordGraph(app);
  await app.invoke({}, { callbacks: [recording] });
  // Both start in the same step, and take turns on the one thread.
  const spans = recording.record.runs.map(({ startedAt, endedAt = 0 }) => endedAt - startedAt);
  expect(Math.max(...spans)).toBeGreaterThanOrEqual(0.195);
  expect(recording.record.totalSeconds).toBeGreaterThanOrEqual(0.195);
});

test("edges are counted as they were taken: fixed, waited for, decided, sent and commanded", async () => {
  const app = new StateGraph(State)
    .addNode("a", () => ({ out: ["a"] }))
    .addNode("b", () => ({ out: ["b"] }))
    .addNode("c", () => new Command({ goto: "d", update: { out: ["c"] } }), { ends: ["d", "a"] })
    .addNode("d", () => ({ out: ["d"] }))
    .addNode("m", () => ({ out: ["m"] }))
    .addNode("j", () => ({ out: ["j"] }))
    .addEdge(START, "a")
    .addConditionalEdges("a", ({ n }) => (n > 0 ? ["b", "c"] : "d"), ["b", "c", "d"])
    .addConditionalEdges("b", () => [new Send("m", {}), new Send("m", {})], ["m"])
    .addEdge(["m", "d"], "j")
    .addEdge("j", END)
    .compile();
  const recording = await recordGraph(app);
  await app.invoke({ n: 1 }, { callbacks: [recording] });
  expect(takenEdges(recording.record)).toEqual([
    "__start__ → a ×1",
    "a → b ×1",
    "a → c ×1",
    "b → m ×1",
    "c → d ×1",
    "d → j ×1",
    "j → __end__ ×1",
    "m → j ×1",
  ]);
  // A second run replaces the first.
  await app.invoke({ n: 0 }, { callbacks: [recording] });
  expect(takenEdges(recording.record)).toEqual(["__start__ → a ×1", "a → d ×1"]);
  expect(recording.record.edges.find(({ from, to }) => from === "a" && to === "d")?.isConditional).toBe(true);
});

test("a circle is counted at each round", async () => {
  const app = new StateGraph(State)
    .addNode("try", () => ({ out: ["try"] }))
    .addEdge(START, "try")
    .addConditionalEdges("try", ({ out }) => (out.length < 3 ? "try" : END), ["try", END])
    .compile();
  const recording = await recordGraph(app);
  await app.invoke({}, { callbacks: [recording] });
  expect(takenEdges(recording.record)).toEqual(["__start__ → try ×1", "try → __end__ ×1", "try → try ×2"]);
  expect(recording.record.runs.map(({ step }) => step)).toEqual([1, 2, 3]);
});

test("failures are recorded: of an agent, of a node, and of the graph", async () => {
  const app = new StateGraph(State)
    .addNode("agent", onWorkers(Doubler, { input: () => -1, onFailure: "value", output: "out" }) as never)
    .addNode("bad", () => {
      throw new Error("no idea");
    })
    .addEdge(START, "agent" as never)
    .addEdge("agent" as never, "bad")
    .compile();
  const recording = await recordGraph(app);
  await expect(app.invoke({}, { callbacks: [recording] })).rejects.toThrow("no idea");
  const { state, error, runs } = recording.record;
  expect([state, error]).toEqual(["failed", "no idea"]);
  expect(runs.map((run) => run.error)).toEqual([null, "no idea"]);
  expect(runs[0]?.agents.map((agent) => agent.error)).toEqual(["-1 is negative"]);
});

test("a subgraph is one node of the picture, with the agents inside it", async () => {
  const inner = new StateGraph(State)
    .addNode("deep", onWorkers(Doubler, { input: "n", output: "out" }) as never)
    .addEdge(START, "deep" as never)
    .compile();
  const app = new StateGraph(State).addNode("inner", inner).addEdge(START, "inner").compile();
  const recording = await recordGraph(app);
  await app.invoke({ n: 3 }, { callbacks: [recording] });
  const { runs } = recording.record;
  expect(runs.map(({ node, agents }) => [node, agents.length])).toEqual([["inner", 1]]);
});

test("changes are told while the graph runs", async () => {
  const app = new StateGraph(State)
    .addNode("one", () => ({}))
    .addEdge(START, "one")
    .compile();
  const seen = new Set<string>();
  const recording = await recordGraph(app, { onChange: () => seen.add(recording.record.state) });
  await app.invoke({}, { callbacks: [recording] });
  expect([...seen]).toEqual(["running", "finished"]);
});
