import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AIMessage, HumanMessage } from "@langchain/core/messages";
import {
  Annotation,
  Command,
  END,
  interrupt,
  MemorySaver,
  Send,
  START,
  StateGraph,
} from "@langchain/langgraph";
import { emptyCheckpoint } from "@langchain/langgraph-checkpoint";
import { afterAll, describe, expect, test } from "vitest";
import { openCheckpoints } from "../../../../labs/graph/index.ts";
import { KnowledgeBase } from "../../../../labs/sharing/index.ts";

const folder = mkdtempSync(join(tmpdir(), "saver-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const State = Annotation.Root({
  value: Annotation<unknown>,
  list: Annotation<unknown[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});
const config = { configurable: { thread_id: "one" } };

/** A graph whose one node writes the value. */
function writing(value: unknown) {
  return new StateGraph(State)
    .addNode("write", () => ({ value }))
    .addEdge(START, "write")
    .addEdge("write", END);
}

describe("a file of checkpoints", () => {
  test.each([
    ["a BigInt", 2n ** 80n],
    ["a date", new Date(0)],
    ["a map of sets", new Map([["a", new Set([1, 2])]])],
    ["numbers in bytes", new Float64Array([1.5, Number.NaN])],
    ["undefined in an object", { a: undefined, b: [1, undefined, 3] }],
    ["an error with its cause", new RangeError("too far", { cause: new Error("why") })],
  ])("keeps %s as it is", async (_, value) => {
    using checkpointer = await openCheckpoints(":memory:");
    const app = writing(value).compile({ checkpointer });
    await app.invoke({ value: null }, config);
    expect((await app.getState(config)).values.value).toEqual(value);
  });

  test("keeps a value that holds itself", async () => {
    using checkpointer = await openCheckpoints(":memory:");
    const circle: { self?: unknown; n: bigint } = { n: 1n };
    circle.self = circle;
    const app = writing(circle).compile({ checkpointer });
    await app.invoke({}, config);
    const { value } = (await app.getState(config)).values;
    expect(value.self).toBe(value);
    expect(value.n).toBe(1n);
  });

  test("keeps LangChain's messages as messages, also beside BigInts", async () => {
    using checkpointer = await openCheckpoints(":memory:");
    const app = writing([new HumanMessage("hi"), { n: 1n, deep: new AIMessage("there") }]).compile({
      checkpointer,
    });
    await app.invoke({}, config);
    const [first, second] = (await app.getState(config)).values.value;
    expect(first).toBeInstanceOf(HumanMessage);
    expect(first.content).toBe("hi");
    expect(second.n).toBe(1n);
    expect(second.deep).toBeInstanceOf(AIMessage);
  });

  test("refuses a function and shared memory in the state by name", async () => {
    using checkpointer = await openCheckpoints(":memory:");
    const withFunction = writing({ deep: [() => 1] }).compile({ checkpointer });
    await expect(withFunction.invoke({}, config)).rejects.toThrow(/deep\[0\] cannot be saved.*is a function/);
    const withShared = writing({ knowledge: new KnowledgeBase() }).compile({ checkpointer });
    await expect(withShared.invoke({}, config)).rejects.toThrow(
      /knowledge cannot be saved.*memory that threads share/,
    );
  });

  test("has the history that LangGraph.js's own saver has, step by step", async () => {
    const history = async (checkpointer: MemorySaver | Awaited<ReturnType<typeof openCheckpoints>>) => {
      const app = new StateGraph(State)
        .addNode("a", () => ({ list: ["a"] }))
        .addNode("b", ({ list }) => ({ list: [`b${list.length}`] }))
        .addEdge(START, "a")
        .addEdge("a", "b")
        .addEdge("b", END)
        .compile({ checkpointer });
      await app.invoke({ list: ["x"] }, config);
      await app.updateState(config, { list: ["by hand"] });
      const states = await Array.fromAsync(app.getStateHistory(config));
      return states.map(({ values, next, metadata }) => ({
        values,
        next,
        step: metadata?.step,
        source: metadata?.source,
      }));
    };
    using checkpointer = await openCheckpoints(":memory:");
    expect(await history(checkpointer)).toEqual(await history(new MemorySaver()));
  });

  test("goes on after an interrupt with the answer, in another process's place", async () => {
    const path = join(folder, "interrupt.db");
    const build = () =>
      new StateGraph(State)
        .addNode("ask", () => ({ value: interrupt("go on?") }))
        .addEdge(START, "ask")
        .addEdge("ask", END);
    const first = await openCheckpoints(path);
    await build().compile({ checkpointer: first }).invoke({}, config);
    first.close();
    using second = await openCheckpoints(path);
    const app = build().compile({ checkpointer: second });
    expect(await app.invoke(new Command({ resume: "yes" }), config)).toMatchObject({ value: "yes" });
  });

  test("keeps what is sent to nodes, with BigInts", async () => {
    using checkpointer = await openCheckpoints(":memory:");
    const app = new StateGraph(State)
      .addNode("each", (sent: { n: bigint }) => ({ list: [sent.n * 2n] }))
      .addConditionalEdges(START, () => [new Send("each", { n: 1n }), new Send("each", { n: 2n })], ["each"])
      .addEdge("each", END)
      .compile({ checkpointer, interruptBefore: ["each"] });
    await app.invoke({}, config);
    expect((await app.invoke(null, config)).list.toSorted()).toEqual([2n, 4n]);
  });

  test("lists the newest first, filtered and limited, and forgets a deleted thread only", async () => {
    using checkpointer = await openCheckpoints(":memory:");
    const app = writing(1).compile({ checkpointer });
    const other = { configurable: { thread_id: "two" } };
    await app.invoke({}, config);
    await app.invoke({}, other);
    const all = await Array.fromAsync(checkpointer.list(config));
    expect(all.map(({ metadata }) => metadata?.step)).toEqual([1, 0, -1]);
    const [newest] = await Array.fromAsync(checkpointer.list(config, { limit: 1 }));
    expect(newest?.metadata?.step).toBe(1);
    const inputs = await Array.fromAsync(checkpointer.list(config, { filter: { source: "input" } }));
    expect(inputs).toHaveLength(1);
    const before = await Array.fromAsync(checkpointer.list(config, { before: all[1]?.config as object }));
    expect(before).toHaveLength(1);
    await checkpointer.deleteThread("one");
    expect(await checkpointer.getTuple(config)).toBeUndefined();
    expect(await checkpointer.getTuple(other)).toBeDefined();
  });

  test("is refused when it is something else, or of a newer version", async () => {
    const text = join(folder, "text.db");
    writeFileSync(text, "This is a diary, and no file of checkpoints at all. ".repeat(100));
    await expect(openCheckpoints(text)).rejects.toMatchObject({ code: "CANNOT_READ" });
    const newer = join(folder, "newer.db");
    const database = new DatabaseSync(newer);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(openCheckpoints(newer)).rejects.toThrow(/has version 99/);
  });

  test("asks for a thread_id in a sentence", async () => {
    using checkpointer = await openCheckpoints(":memory:");
    await expect(checkpointer.put({}, emptyCheckpoint(), {} as never)).rejects.toThrow(/thread_id: "a name"/);
    expect(await checkpointer.getTuple({})).toBeUndefined();
  });
});
