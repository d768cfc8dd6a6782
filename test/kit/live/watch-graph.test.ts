import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { Annotation, START, StateGraph } from "@langchain/langgraph";
import { onWorkers } from "@swarmlab/labs/graph";
import { expect, onTestFinished, test } from "vitest";
import { watchGraph } from "../../../kit/live/index.ts";
import { FakeBridge } from "./support/fake-bridge.ts";

const State = Annotation.Root({ out: Annotation<unknown> });
/** What the first node waits for. */
let whileFirst: () => Promise<unknown> = () => wait(300);

const app = new StateGraph(State)
  .addNode("first", async () => {
    await whileFirst();
    return { out: 1 };
  })
  .addNode(
    "second",
    onWorkers(() => 2, { output: "out" }),
  )
  .addEdge(START, "first")
  .addEdge("first", "second")
  .compile();

test("in a notebook one output is updated in place while the graph runs", async () => {
  using bridge = new FakeBridge();
  const isSeenRunning = () => bridge.texts.some((shown) => shown.includes("running for"));
  whileFirst = () => expect.poll(isSeenRunning).toBe(true);
  onTestFinished(() => {
    whileFirst = () => wait(300);
  });
  const watched = await watchGraph(app, { title: "Two steps" });
  expect(bridge.shown).toEqual([]);
  await app.invoke({}, { callbacks: [watched] });
  expect(new Set(bridge.shown.map(({ displayId }) => displayId)).size).toBe(1);
  expect(isSeenRunning()).toBe(true);
  expect(bridge.texts.at(-1)).toContain("Two steps: 2 nodes in 2 steps, done in");
  expect(bridge.pages.at(-1)).toContain("second");
  await app.invoke({}, { callbacks: [watched] });
  expect(new Set(bridge.shown.map(({ displayId }) => displayId)).size).toBe(2);
});

test("in a pipe each line is news", async () => {
  const stream = new PassThrough();
  const watched = await watchGraph(app, { title: "Piped", stream });
  await app.invoke({}, { callbacks: [watched] });
  stream.end();
  const lines = (await text(stream)).trim().split("\n");
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.at(-1)).toMatch(/^Piped: 2 nodes in 2 steps, done in/);
});
