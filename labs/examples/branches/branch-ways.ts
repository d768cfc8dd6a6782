import { type AgentContext, agent } from "../../agents/index.ts";
import { optionalPackage } from "../../common/optional-package.ts";
import { failFast, runMultiAgentSystem } from "../../swarm/index.ts";
import type { Branches, BranchUpdate, Way } from "./branches.ts";

const langGraph = () =>
  optionalPackage("@langchain/langgraph", "run branches as a graph", () => import("@langchain/langgraph"));

/** What a graph of LangGraph.js calls when a node has failed. */
type ErrorHandler = (state: unknown, failure: { error: Error }) => object;

const noteFailure = (_: unknown, { error }: { error: Error }) => ({ notes: [`no: ${error.message}`] });

/** The branches as a graph of LangGraph.js, with a handler of the bad one's error where there is one. */
async function branchGraph(branches: Branches, errorHandler?: ErrorHandler) {
  const { Annotation, END, START, StateGraph } = await langGraph();
  const Notes = Annotation.Root({
    notes: Annotation<string[]>({ reducer: (before, added) => [...before, ...added], default: () => [] }),
  });
  return new StateGraph(Notes)
    .addNode("quick", branches.quick)
    .addNode("bad", branches.bad, { ...(errorHandler && { errorHandler }) } as object)
    .addNode("slow", branches.slow)
    .addNode("join", branches.join)
    .addEdge(START, "quick")
    .addEdge(START, "bad")
    .addEdge(START, "slow")
    .addEdge(["quick", "bad", "slow"], "join")
    .addEdge("join", END);
}

const inGraph =
  (errorHandler?: ErrorHandler): Way =>
  async (branches) => {
    const graph = await branchGraph(branches, errorHandler);
    return [(await graph.compile().invoke({ notes: [] })) as BranchUpdate];
  };

/** The branches as the agents of a swarm on the event loop. */
const inSwarm =
  (policy?: typeof failFast): Way =>
  async ({ quick, bad, slow, join }) => {
    const swarm = await runMultiAgentSystem({
      agents: [quick, bad, slow].map((branch, id) =>
        agent((_: null, context: AgentContext) => branch(null, context), id, null),
      ),
      executor: "event-loop",
      announce: false,
      ...(policy && { policy }),
    });
    await join();
    return swarm.results.map(({ success, result, error }) =>
      success ? (result as BranchUpdate) : { notes: [`no: ${error?.code}`] },
    );
  };

/** Every way of running three branches that needs no model: promises, graphs, swarms. */
export const branchWays: Readonly<Record<string, Way>> = {
  "Promise.all": async ({ quick, bad, slow, join }) => {
    const updates = await Promise.all([quick(), bad(), slow()]);
    return [...updates, await join()];
  },
  "Promise.allSettled": async ({ quick, bad, slow, join }) => {
    const all = await Promise.allSettled([quick(), bad(), slow()]);
    await join();
    return all.map((one) =>
      one.status === "fulfilled" ? one.value : { notes: [`no: ${one.reason.message}`] },
    );
  },
  "LangGraph.js": inGraph(),
  "LangGraph.js, checkpoints": async (branches) => {
    const { MemorySaver } = await langGraph();
    const graph = (await branchGraph(branches)).compile({ checkpointer: new MemorySaver() });
    const thread = { configurable: { thread_id: "1" } };
    await graph.invoke({ notes: [] }, thread).catch((error: Error) => {
      branches.heard = error.message;
    });
    return [(await graph.getState(thread)).values as BranchUpdate];
  },
  "LangGraph.js, errorHandler": inGraph(noteFailure),
  "LangGraph.js, errorHandler + goto": async (branches) => {
    const { Command } = await langGraph();
    const goOn: ErrorHandler = (state, failure) =>
      new Command({ update: noteFailure(state, failure), goto: "join" });
    return inGraph(goOn)(branches);
  },
  "a swarm, settle": inSwarm(),
  "a swarm, failFast": inSwarm(failFast),
};
