import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { onWorkers } from "../../../../labs/graph/index.ts";
import { Doubler } from "./graph-agents.ts";

/** A program that runs a small graph once. */

const State = Annotation.Root({ amount: Annotation<number> });

const app = new StateGraph(State)
  .addNode("double", onWorkers(Doubler, { input: "amount", output: "amount" }))
  .addNode("plain", ({ amount }) => ({ amount: amount + 1 }))
  .addEdge(START, "double")
  .addEdge("double", "plain")
  .addEdge("plain", END)
  .compile();
console.log((await app.invoke({ amount: 20 })).amount);
// The user's own tracer sends in the background.
if (process.env.LANGSMITH_TRACING === "true") {
  const { awaitAllCallbacks } = await import("@langchain/core/callbacks/promises");
  await awaitAllCallbacks();
}
