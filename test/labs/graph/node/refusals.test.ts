import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { expect, test } from "vitest";
import { compileGraph, onWorkers } from "../../../../labs/graph/index.ts";
import { KnowledgeBase } from "../../../../labs/sharing/index.ts";
import { Doubler, Librarian } from "../support/graph-agents.ts";

const State = Annotation.Root({
  amount: Annotation<number>,
  tool: Annotation<unknown>({ reducer: (_, right) => right, default: () => Symbol("one of its kind") }),
});

/** A graph of one node. */
function graphOf(node: unknown) {
  return new StateGraph(State)
    .addNode("double", node as () => object)
    .addEdge(START, "double")
    .addEdge("double", END);
}

test("a function that uses a local variable is refused by name when the node is made", () => {
  const rate = Math.random();
  expect(() => onWorkers((amount: number) => amount * rate)).toThrow(/refers to `rate`/);
});

test("the same function is a node on the event loop, where nothing travels", async () => {
  const rate = 3;
  const node = onWorkers((amount: number) => amount * rate, {
    executor: "event-loop",
    input: "amount",
    output: "amount",
  });
  expect(await graphOf(node).compile().invoke({ amount: 2 })).toMatchObject({ amount: 6 });
});

test("an argument that cannot be transferred is refused by its place", () => {
  class Secret {
    readonly #word = "hush";
    say() {
      return this.#word;
    }
  }
  expect(() => onWorkers(Librarian, { args: [new Secret() as never] })).toThrow(
    /args\[0\] of Librarian .*instance of Secret/,
  );
});

test("shared memory is refused for a process, and the message names the executor that can", () => {
  expect(() => onWorkers(Librarian, { args: [new KnowledgeBase()], executor: "child-processes" })).toThrow(
    /args\[0\] of Librarian works on shared memory.*worker-threads/,
  );
});

test("a key that the state does not have is refused when the graph is compiled", () => {
  const reads = graphOf(onWorkers(Doubler, { input: "amuont", output: "amount" }));
  expect(() => compileGraph(reads)).toThrow(
    "The node double reads the key amuont, which the state does not have. It has amount, tool.",
  );
  const writes = graphOf(onWorkers(Doubler, { input: "amount", output: "sum" }));
  expect(() => compileGraph(writes)).toThrow(/writes the key sum/);
});

test("a state that begins with what cannot be transferred is refused when the graph is compiled", () => {
  const whole = graphOf(onWorkers(() => ({})));
  expect(() => compileGraph(whole)).toThrow(/state\.tool, which the node double reads, .*is a symbol/);
  const slice = compileGraph(graphOf(onWorkers(Doubler, { input: "amount", output: "amount" })));
  return expect(slice.invoke({ amount: 4 })).resolves.toMatchObject({ amount: 8 });
});

test.each([
  [{ onFailure: "ignore" }, /onFailure must be "throw" or "value"/],
  [{ onFailure: "value" }, /output must be a key of the state or a function/],
  [{ inputs: "amount", input: "amount" }, /input must be left out/],
  [{ args: "kb" }, /args must be an array/],
  [{ timeout: -1 }, /timeout must be a number of seconds above 0/],
  [{ executor: "event-loop", timeout: 1 }, /timeout cannot be honoured by the executor "event-loop"/],
  [{ executor: "threads" }, /executor must be one of/],
  [
    { concurrency: 2, swarm: { executor: "worker-threads", run: () => {} } },
    /swarm must be left out when concurrency/,
  ],
  [
    { executor: "event-loop", swarm: { executor: "worker-threads" } },
    /executor is "event-loop", but the swarm/,
  ],
])("options %j are refused when the node is made", (options, message) => {
  expect(() => onWorkers(Doubler, options as never)).toThrow(message);
});

test("inputs that are no array are refused in a sentence", async () => {
  const app = graphOf(onWorkers(Doubler, { inputs: "amount", output: "amount" })).compile();
  await expect(app.invoke({ amount: 3 })).rejects.toThrow(
    "The value of amount must be an array with one input for each agent, but is 3 (number).",
  );
});

test("an option of a wrong type is refused when the node is made", () => {
  for (const [option, wrong] of Object.entries({
    input: 5,
    inputs: true,
    output: 7,
    tags: "fast",
    runName: 3,
    swarm: {},
  })) {
    expect(() => onWorkers(Doubler, { [option]: wrong } as never)).toThrow(new RegExp(`^${option} must be `));
  }
  expect(() => onWorkers(Doubler, { input: ["amount", 5] } as never)).toThrow(/^input must be /);
});
