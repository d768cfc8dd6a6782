import { Annotation, START, StateGraph } from "@langchain/langgraph";
import { expect, test } from "vitest";
import { isNodePartial, onWorkers } from "../../../../labs/graph/index.ts";
import { Counter } from "../support/graph-agents.ts";

const State = Annotation.Root({ out: Annotation<unknown> });

/** What the stream shows of a graph of one node: partial results, and "done" for an agent's end. */
async function streamed(node: unknown): Promise<unknown[]> {
  const graph = new StateGraph(State).addNode("count", node as () => object).addEdge(START, "count");
  const seen: unknown[] = [];
  for await (const chunk of await graph.compile().stream({}, { streamMode: "custom" })) {
    if (isNodePartial(chunk)) seen.push(chunk.value);
    else if (chunk.kind === "finished") seen.push("done");
  }
  return seen;
}

test("partial results stream in their order, all of them before the node has ended", async () => {
  const node = onWorkers(Counter, { input: () => ({ to: 200 }), partials: true, output: "out" });
  const seen = await streamed(node);
  expect(seen.filter((one) => one !== "done")).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  expect(seen).toContain("done");
});

test("they stand beside what the node shares", async () => {
  const node = onWorkers(Counter, {
    input: () => ({ to: 1 }),
    partials: true,
    shared: { greeting: "hello" },
    output: "out",
  });
  expect(await streamed(node)).toContain("hello 1");
});

test("what a failed agent has sent is kept", async () => {
  const node = onWorkers(Counter, {
    input: () => ({ to: 2, fail: true }),
    partials: true,
    onFailure: "value",
    output: "out",
  });
  expect((await streamed(node)).filter((one) => one !== "done")).toEqual([1, 2]);
});

test("no agent waits for room in the channel when nobody listens", async () => {
  const node = onWorkers(Counter, { input: () => ({ to: 1000 }), partials: true, output: "out" });
  const graph = new StateGraph(State).addNode("count", node).addEdge(START, "count");
  expect((await graph.compile().invoke({})).out).toBe(1000);
});

test("a node in a process and a shared value that is no object are refused when the node is made", () => {
  const inProcess = () => onWorkers(Counter, { partials: true, executor: "child-processes" });
  expect(inProcess).toThrow(/the channel of partials of Counter works on shared memory/);
  const withNumber = () => onWorkers(Counter, { partials: true, shared: 3 });
  expect(withNumber).toThrow(/shared must be an object when partials is true/);
});
