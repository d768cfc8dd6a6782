import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { describe, expect, test } from "vitest";
import type { AgentContext } from "../../../../labs/agents/index.ts";
import { closeNodeSwarms, onWorkers } from "../../../../labs/graph/index.ts";
import { KnowledgeBase } from "../../../../labs/sharing/index.ts";
import { openSwarm } from "../../../../labs/swarm/index.ts";
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

  test("runs on an open swarm, and several nodes of a graph share its workers", async () => {
    await using swarm = await openSwarm({ concurrency: 1, announce: false });
    const where = () =>
      onWorkers((_: unknown, context: AgentContext) => context.worker, {
        swarm,
        output: (worker) => ({ list: [worker] }),
      });
    const app = new StateGraph(State)
      .addNode("one", where())
      .addNode("two", where())
      .addNode("three", where())
      .addEdge(START, "one")
      .addEdge(START, "two")
      .addEdge("one", "three")
      .compile();
    const { list } = await app.invoke({});
    expect(list).toHaveLength(3);
    expect(new Set(list).size).toBe(1);
  });

  test("keeps its workers warm from run to run, until they are closed", async () => {
    const app = new StateGraph(State)
      .addNode(
        "who",
        onWorkers((_: unknown, context: AgentContext) => [context.worker], {
          output: "list",
          concurrency: 1,
        }),
      )
      .addEdge(START, "who")
      .compile();
    const workers = [(await app.invoke({})).list, (await app.invoke({})).list].flat();
    expect(new Set(workers).size).toBe(1);
    await closeNodeSwarms();
    const [after] = (await app.invoke({})).list;
    expect(after).not.toBe(workers[0]);
  });

  test("reads what its node shares with all of its agents", async () => {
    const node = onWorkers(
      (word: string, { shared }: AgentContext) => `${(shared as { greeting: string }).greeting} ${word}`,
      {
        inputs: () => ["you", "all"],
        shared: { greeting: "hello" },
        output: "list",
      },
    );
    const app = new StateGraph(State).addNode("greet", node).addEdge(START, "greet").compile();
    expect((await app.invoke({})).list).toEqual(["hello you", "hello all"]);
  });
});
