import { appendFileSync } from "node:fs";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { onWorkers, openCheckpoints } from "../../../../labs/graph/index.ts";
import { LoggedStep } from "./logged-step.ts";

/** A program that is killed in the middle of a step: `node resumable-graph.ts FOLDER start|resume`. */

const [, , folder = "", mode = ""] = process.argv;
const log = `${folder}/log.txt`;

const State = Annotation.Root({
  out: Annotation<(string | bigint)[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});

/** Each node notes in the log that it runs; `slow` does not end in the first process. */
const step = (name: string, seconds: number) =>
  onWorkers(LoggedStep, {
    input: () => ({ log, name, seconds }),
    output: (answer) => ({ out: [answer] }),
  });

const app = new StateGraph(State)
  .addNode("plan", step("plan", 0))
  .addNode("fast", step("fast", 0))
  .addNode("big", async () => {
    appendFileSync(log, "big ");
    return { out: [2n ** 70n] };
  })
  .addNode("slow", step("slow", mode === "start" ? 3600 : 0))
  .addNode("join", step("join", 0))
  .addEdge(START, "plan")
  .addEdge("plan", "fast")
  .addEdge("plan", "big")
  .addEdge("plan", "slow")
  .addEdge(["fast", "big", "slow"], "join")
  .addEdge("join", END)
  .compile({ checkpointer: await openCheckpoints(`${folder}/graph.db`) });

const result = await app.invoke(mode === "start" ? { out: [] } : null, {
  configurable: { thread_id: "one" },
});
console.log(result.out.map(String).join(" "));
