import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { describe, expect, test } from "vitest";
import { onWorkers } from "../../../../labs/graph/index.ts";
import { KnowledgeBase } from "../../../../labs/sharing/index.ts";
import { Adder, Doubler, Librarian } from "../support/graph-agents.ts";

const State = Annotation.Root({
  a: Annotation<number>,
  b: Annotation<number>,
  amounts: Annotation<number[]>,
  sum: Annotation<number>,
  list: Annotation<unknown[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});

describe("a node on workers", () => {
  test("hands a key of the state to the agent, and writes its answer under another", async () => {
    const app = new StateGraph(State)
      .addNode("double", onWorkers(Doubler, { input: "a", output: "sum" }))
      .addEdge(START, "double")
      .addEdge("double", END)
      .compile();
    expect(await app.invoke({ a: 21 })).toMatchObject({ a: 21, sum: 42 });
  });

  test("hands several keys over as an object, and makes the update with a function", async () => {
    const app = new StateGraph(State)
      .addNode("add", onWorkers(Adder, { input: ["a", "b"], output: (sum) => ({ list: [sum] }) }))
      .addEdge(START, "add")
      .addEdge("add", END)
      .compile();
    expect(await app.invoke({ a: 1, b: 2 })).toMatchObject({ list: [3] });
  });

  test("hands the whole state over and takes the answer as the update when nothing is said", async () => {
    const node = onWorkers((state: { a: number }) => ({ sum: state.a + 1 }));
    const app = new StateGraph(State).addNode("n", node).addEdge(START, "n").addEdge("n", END).compile();
    expect(await app.invoke({ a: 1 })).toMatchObject({ sum: 2 });
  });

  test("runs one agent for each of several inputs, and keeps their order", async () => {
    const app = new StateGraph(State)
      .addNode("all", onWorkers(Doubler, { inputs: "amounts", output: "list" }))
      .addEdge(START, "all")
      .addEdge("all", END)
      .compile();
    expect((await app.invoke({ amounts: [1, 2, 3] })).list).toEqual([2, 4, 6]);
    expect((await app.invoke({ amounts: [] })).list).toEqual([]);
  });

  test("shares a knowledge base by reference", async () => {
    const knowledge = new KnowledgeBase();
    const app = new StateGraph(State)
      .addNode("write", onWorkers(Librarian, { input: () => "threads", args: [knowledge], output: "sum" }))
      .addEdge(START, "write")
      .addEdge("write", END)
      .compile();
    await app.invoke({});
    expect([...knowledge.entries()].map(({ text }) => text)).toEqual(["about threads"]);
  });
});
