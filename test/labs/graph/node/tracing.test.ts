import { awaitAllCallbacks } from "@langchain/core/callbacks/promises";
import { BaseTracer, type Run } from "@langchain/core/tracers/base";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { expect, test } from "vitest";
import { isNodeProgress, onWorkers } from "../../../../labs/graph/index.ts";
import { Doubler } from "../support/graph-agents.ts";

const State = Annotation.Root({
  amounts: Annotation<number[]>,
  out: Annotation<unknown[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});

/** A tracer built on LangChain's base class, as LangSmith's is. It keeps the whole tree of a run. */
class TreeTracer extends BaseTracer {
  readonly name = "tree";
  readonly roots: Run[] = [];

  protected async persistRun(run: Run): Promise<void> {
    this.roots.push(run);
  }
}

const app = new StateGraph(State)
  .addNode(
    "double",
    onWorkers(Doubler, {
      inputs: "amounts",
      runName: "doubling",
      tags: ["on a thread"],
      onFailure: "value",
      output: "out",
    }),
  )
  .addNode("plain", () => ({ out: ["plain"] }))
  .addEdge(START, "double")
  .addEdge("double", "plain")
  .addEdge("plain", END)
  .compile();

test("a tracer sees a node on a thread like any other, and its agents below it", async () => {
  const tracer = new TreeTracer();
  await app.invoke(
    { amounts: [1, -1] },
    { callbacks: [tracer], runName: "the graph", tags: ["monday"], metadata: { course: 9 } },
  );
  // Tracers are called in the background.
  await awaitAllCallbacks();
  const [root] = tracer.roots;
  expect(root?.name).toBe("the graph");
  const nodes = root?.child_runs.filter(({ name }) => !name.startsWith("__")) ?? [];
  expect(nodes.map(({ name }) => name)).toEqual(["double", "plain"]);
  const [double, plain] = nodes;
  expect(double?.tags).toEqual(plain?.tags?.map((tag) => tag.replace("step:2", "step:1")));
  expect(double?.extra?.metadata).toMatchObject({ course: 9, langgraph_node: "double" });
  expect(double?.error).toBeUndefined();
  const agents = double?.child_runs ?? [];
  expect(agents.map(({ name }) => name)).toEqual(["doubling", "doubling"]);
  const [good, bad] = agents.toSorted(
    (a, b) => Number(a.error !== undefined) - Number(b.error !== undefined),
  );
  expect(good?.outputs).toMatchObject({ output: 2, worker: expect.stringMatching(/^thread/) });
  expect(good?.tags).toContain("on a thread");
  expect(good?.extra?.metadata).toMatchObject({ course: 9, swarmlab_executor: "worker-threads" });
  expect(good?.parent_run_id).toBe(double?.id);
  expect(bad?.error).toContain("-1 is negative");
  expect(bad?.inputs).toEqual({ input: -1 });
  for (const run of agents) expect(run.end_time).toBeGreaterThanOrEqual(run.start_time as number);
});

test("progress and the answer of each agent stream before the node has ended", async () => {
  const seen: string[] = [];
  const stream = await app.stream({ amounts: [1, 2] }, { streamMode: ["custom", "updates"] });
  for await (const [mode, chunk] of stream) {
    if (mode === "updates") seen.push(`update of ${Object.keys(chunk as object)}`);
    else if (isNodeProgress(chunk) && chunk.kind === "finished")
      seen.push(`${chunk.node} ${chunk.done}/${chunk.total}: ${chunk.answer}`);
  }
  expect(seen.slice(2)).toEqual(["update of double", "update of plain"]);
  expect(seen.slice(0, 2).map((line) => line.slice(0, 10))).toEqual(["double 1/2", "double 2/2"]);
});

test("streamEvents shows the agents of a node too", async () => {
  const names = new Set<string>();
  for await (const event of app.streamEvents({ amounts: [1] }, { version: "v2" })) names.add(event.name);
  expect([...names]).toEqual(expect.arrayContaining(["double", "doubling", "plain"]));
});
