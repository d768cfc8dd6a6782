import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { expect, test } from "vitest";
import { onWorkers } from "../../../labs/graph/index.ts";
import {
  type Complaint,
  CorpusResearcher,
  Critic,
  type Draft,
  type Plan,
  Planner,
  readCorpus,
  readingTasks,
  reviewsOf,
  runResearch,
} from "../../../labs/research/index.ts";
import { KnowledgeBase } from "../../../labs/sharing/index.ts";
import { CarelessWriter } from "./support/agents.ts";
import { folderWith, SMALL_CORPUS } from "./support/folder.ts";

/** The roles are plain agent types, so that a graph of LangGraph.js runs them as `runResearch` does. */

const State = Annotation.Root({
  plan: Annotation<Plan>,
  draft: Annotation<Draft>,
  /** What the last critics found, and what all of them found so far. */
  found: Annotation<Complaint[]>,
  complaints: Annotation<Complaint[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});
type State = typeof State.State;

test("as a graph of LangGraph.js a research plans, reads in parallel, writes, and writes again what critics reject", async () => {
  const question = "How do I avoid a deadlock of threads?";
  const corpus = await readCorpus(folderWith(SMALL_CORPUS), { concurrency: 2 });
  const shared = { segments: corpus.segments, knowledge: new KnowledgeBase() };
  const writes: number[] = [];
  const app = new StateGraph(State)
    .addNode("lead", onWorkers(Planner, { input: () => question, output: "plan", shared }))
    .addNode(
      "research",
      onWorkers(CorpusResearcher, {
        inputs: ({ plan }: State) => readingTasks(plan, corpus.segments.length, 3),
        output: () => ({}),
        shared,
      }),
    )
    .addNode(
      "write",
      onWorkers(CarelessWriter, {
        input: ({ plan, complaints }: State) => ({ plan, complaints, examples: [] }),
        output: (draft: Draft) => {
          writes.push(draft.citations.length);
          return { draft };
        },
        shared,
      }),
    )
    .addNode(
      "check",
      onWorkers(Critic, {
        inputs: ({ draft }: State) => reviewsOf(draft, corpus.folder),
        output: (found: (readonly Complaint[])[]) => ({ found: found.flat(), complaints: found.flat() }),
      }),
    )
    .addEdge(START, "lead")
    .addEdge("lead", "research")
    .addEdge("research", "write")
    .addEdge("write", "check")
    .addConditionalEdges("check", ({ found }) => (found.length > 0 && writes.length < 3 ? "write" : END))
    .compile();

  const { draft, complaints } = await app.invoke({});
  expect({ writes: writes.length, complaints: complaints.length }).toEqual({ writes: 2, complaints: 1 });
  const { example, ...report } = await runResearch({ question, corpus, concurrency: 2 });
  const withoutExample = report.citations.filter(({ number }) => number !== example?.citation);
  expect(draft.citations).toEqual(withoutExample);
});
