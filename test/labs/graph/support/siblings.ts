import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { isNodeFailure, onWorkers } from "../../../../labs/graph/index.ts";
import { Fickle, type FickleInput } from "./fickle.ts";

const State = Annotation.Root({
  answers: Annotation<Record<string, unknown>>({
    reducer: (left, right) => ({ ...left, ...right }),
    default: () => ({}),
  }),
});

/** Numbers from 0 to 1 that depend on the seed alone. */
function numbersFrom(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HARMLESS = ["answer", "answer", "wait"] as const;
const FATAL = ["throw", "reject", "uncloneable", "exit"] as const;

/**
 * Runs one graph: two to seven nodes of one step, of which at least one fails in a way that the seed decides, and a node that waits
 * for all of them.
 *
 * @returns what is wrong, a sentence each; empty when every node that did not fail has its answer, and every other its failure
 */
export async function lostSiblings(seed: number): Promise<readonly string[]> {
  const next = numbersFrom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item;
  const count = 2 + Math.floor(next() * 6);
  const failing = Math.floor(next() * count);
  const inputs = Array.from({ length: count }, (_, i): FickleInput => {
    const kind = i === failing || next() < 0.2 ? pick(FATAL) : pick(HARMLESS);
    return { kind, milliseconds: Math.floor(next() * 4), answer: i };
  });
  const graph = new StateGraph(State)
    .addNode("join", () => ({ answers: { join: true } }))
    .addEdge("join", END);
  const names = inputs.map((_, i) => `n${i}`);
  for (const [i, input] of inputs.entries()) {
    const node = onWorkers(Fickle, {
      input: () => input,
      onFailure: "value",
      output: (answer) => ({ answers: { [`n${i}`]: answer } }),
    });
    // The names of nodes are known only when the test runs.
    graph.addNode(`n${i}`, node).addEdge(START, `n${i}` as never);
  }
  graph.addEdge(names as never, "join");
  const { answers } = await graph.compile().invoke({});
  const wrong = inputs.flatMap(({ kind, answer }, i) => {
    const got = answers[`n${i}`];
    const shouldFail = (FATAL as readonly string[]).includes(kind);
    const isRight = shouldFail ? isNodeFailure(got) : got === answer;
    return isRight ? [] : [`seed ${seed}: n${i}, which should ${kind}, gave ${JSON.stringify(got)}`];
  });
  return answers.join === true ? wrong : [...wrong, `seed ${seed}: join did not run`];
}
