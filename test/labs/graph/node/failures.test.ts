import { setTimeout as wait } from "node:timers/promises";
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { describe, expect, test } from "vitest";
import { isNodeFailure, onWorkers } from "../../../../labs/graph/index.ts";
import { failFast, openSwarm, quorum, settle } from "../../../../labs/swarm/index.ts";
import { Aborter, Doubler, Spinner, Waiter } from "../support/graph-agents.ts";

const State = Annotation.Root({
  amounts: Annotation<number[]>,
  out: Annotation<unknown[]>({ reducer: (left, right) => left.concat(right), default: () => [] }),
});

/** Seconds of computing that no test could wait for. */
const HOUR = 3600;

/** Waits until a `Spinner` has said in its cell that it runs. */
async function untilRuns(running: Int32Array): Promise<void> {
  while (Atomics.load(running, 0) === 0) await wait(10);
}

/** A graph of one node. */
function graphOf(node: (state: never) => Promise<{ out: unknown[] }>) {
  return new StateGraph(State).addNode("only", node).addEdge(START, "only").addEdge("only", END).compile();
}

describe("a node whose agent fails", () => {
  test("throws the agent's own error unless it is told otherwise", async () => {
    const app = graphOf(onWorkers(Doubler, { input: () => -1, output: "out" }) as never);
    await expect(app.invoke({})).rejects.toMatchObject({ name: "AgentError", message: "-1 is negative" });
  });

  test("writes { error } where its answer would stand, as plain data, when failures are values", async () => {
    const node = onWorkers(Doubler, {
      input: () => -1,
      onFailure: "value",
      output: (answer) => ({ out: [answer] }),
    });
    const [failure] = (await graphOf(node).invoke({})).out;
    expect(isNodeFailure(failure)).toBe(true);
    expect(failure).toEqual({
      error: {
        code: "AGENT_THREW",
        message: "-1 is negative",
        node: "only",
        agentId: 1,
        agentType: "Doubler",
        worker: expect.stringMatching(/^thread \d+$/),
      },
    });
    expect(structuredClone(failure)).toEqual(failure);
  });

  test("loses no sibling when failures are values, also when the process of a node aborts", async () => {
    const app = new StateGraph(State)
      .addNode("good", onWorkers(Waiter, { input: () => 200, output: "out", executor: "event-loop" }))
      .addNode("throws", onWorkers(Doubler, { input: () => -1, onFailure: "value", output: "out" }))
      .addNode(
        "aborts",
        onWorkers(Aborter, { executor: "child-processes", onFailure: "value", output: "out" }),
      )
      .addNode(
        "spins",
        onWorkers(Spinner, {
          input: () => ({ seconds: HOUR, deaf: true }),
          timeout: 0.1,
          grace: 0.05,
          onFailure: "value",
          output: "out",
        }),
      )
      .addEdge(START, "good")
      .addEdge(START, "throws")
      .addEdge(START, "aborts")
      .addEdge(START, "spins")
      .compile();
    const { out } = await app.invoke({});
    const words = out.map((one) => (isNodeFailure(one) ? one.error.code : one));
    expect(words.toSorted()).toEqual(["AGENT_THREW", "CRASHED", "TIMEOUT", "main"]);
  });

  test("aborts its siblings when it throws: their agents are asked to stop, and end", async () => {
    const seen: string[] = [];
    const running = new Int32Array(new SharedArrayBuffer(4));
    const app = new StateGraph(State)
      .addNode("bad", async () => {
        await untilRuns(running);
        throw new Error("bad failed");
      })
      .addNode(
        "long",
        onWorkers(Spinner, { input: () => ({ seconds: HOUR, running }), output: () => ({ out: [] }) }),
      )
      .addEdge(START, "bad")
      .addEdge(START, "long")
      .compile();
    const run = async () => {
      for await (const chunk of await app.stream({}, { streamMode: "custom" })) seen.push(chunk.kind);
    };
    await expect(run()).rejects.toThrow("bad failed");
    expect(seen).toContain("stopping");
  });

  test("is tried again as often as its retries say", async () => {
    let tries = 0;
    const app = graphOf(
      onWorkers(Doubler, { input: () => -1, retries: 2, onFailure: "value", output: "out" }) as never,
    );
    for await (const chunk of await app.stream({}, { streamMode: "custom" }))
      if (chunk.kind === "started") tries++;
    expect(tries).toBe(3);
  });

  test("gives a state that cannot be transferred as a failure that names the value", async () => {
    const node = onWorkers(Doubler, {
      input: () => ({ deep: [Symbol("s")] }) as never,
      onFailure: "value",
      output: (answer) => ({ out: [answer] }),
    });
    const [failure] = (await graphOf(node).invoke({})).out;
    expect(failure).toMatchObject({ error: { code: "CANNOT_TRANSFER", worker: "none" } });
  });
});

describe("a node of several agents", () => {
  const doublesOf = (policy: typeof settle, onFailure: "throw" | "value") =>
    graphOf(onWorkers(Doubler, { inputs: "amounts", policy, onFailure, output: "out" } as never) as never);

  test("waits for all with settle, and has a failure at its place", async () => {
    const { out } = await doublesOf(settle, "value").invoke({ amounts: [1, -1, 3] });
    expect(out.map((one) => (isNodeFailure(one) ? one.error.message : one))).toEqual([
      2,
      "-1 is negative",
      6,
    ]);
  });

  test("throws one error that counts the failures, after all have ended", async () => {
    await expect(doublesOf(settle, "throw").invoke({ amounts: [1, -1, -3] })).rejects.toThrow(
      "2 of 3 agents of the node only failed; the first is agent 2 (Doubler), which -1 is negative.",
    );
  });

  test("stops the others at the first failure with failFast", async () => {
    const node = onWorkers(Spinner, {
      inputs: () => [{ seconds: HOUR }, { seconds: 0, fail: true }],
      concurrency: 2,
      policy: failFast,
      onFailure: "value",
      output: (answers) => ({ out: answers }),
    });
    const { out } = await graphOf(node).invoke({});
    expect(out.map((one) => isNodeFailure(one) && one.error.code)).toEqual(["CANCELLED", "AGENT_THREW"]);
  });

  test("goes on with the answers of a quorum, and those that were stopped for it have not failed", async () => {
    const node = onWorkers(Spinner, {
      inputs: () => [{ seconds: HOUR }, { seconds: 0 }],
      concurrency: 2,
      policy: quorum(1),
      output: (answers) => ({ out: answers }),
    });
    expect((await graphOf(node).invoke({})).out).toEqual(["spun"]);
  });

  test("fails when the quorum is not reached", async () => {
    const { out } = await doublesOf(quorum(2), "value").invoke({ amounts: [1, -1, -1] });
    expect(out.filter(isNodeFailure)).toHaveLength(2);
  });
});

describe("a cancelled graph", () => {
  test("asks its agents to stop, kills those that do not, and rejects", async () => {
    const controller = new AbortController();
    const running = new Int32Array(new SharedArrayBuffer(4));
    const app = graphOf(
      onWorkers(Spinner, {
        input: () => ({ seconds: HOUR, deaf: true, running }),
        grace: 0.05,
        onFailure: "value",
        output: "out",
      }) as never,
    );
    const kinds: string[] = [];
    const run = async () => {
      const stream = await app.stream({}, { streamMode: "custom", signal: controller.signal });
      for await (const chunk of stream) {
        kinds.push(chunk.kind);
        if (chunk.kind === "started") void untilRuns(running).then(() => controller.abort());
      }
    };
    await expect(run()).rejects.toThrow(/abort/i);
  });

  test("stops a node that computes when LangGraph.js's own timeout of the node is over", async () => {
    const app = new StateGraph(State)
      .addNode("spins", onWorkers(Spinner, { input: () => ({ seconds: HOUR }), output: "out" }) as never, {
        timeout: 200,
      })
      .addEdge(START, "spins")
      .compile();
    await expect(app.invoke({})).rejects.toThrow(/timeout|timed out|exceeded/i);
  });

  test("leaves its worker free for the next run, whether the run or the node was cancelled", async () => {
    await using swarm = await openSwarm({ concurrency: 1, announce: false });
    const spins = onWorkers(Spinner, {
      swarm,
      input: () => ({ seconds: HOUR, deaf: true }),
      grace: 0.05,
      output: (answer) => ({ out: [answer] }),
    });
    const timedOut = new StateGraph(State)
      .addNode("only", spins, { timeout: 100 })
      .addEdge(START, "only")
      .compile();
    await expect(timedOut.invoke({})).rejects.toThrow();
    await expect(graphOf(spins).invoke({}, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    const quick = onWorkers(Doubler, { swarm, input: () => 2, output: (answer) => ({ out: [answer] }) });
    expect((await graphOf(quick).invoke({})).out).toEqual([4]);
  });
});

test("thirty nodes of one step that listen to one signal make Node.js warn of nothing", async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.message);
  process.on("warning", note);
  try {
    const graph = new StateGraph(State);
    for (let i = 0; i < 30; i++) {
      const node = onWorkers(Doubler, { input: () => i, output: (answer) => ({ out: [answer] }) });
      // The names of nodes are known only when the test runs.
      graph.addNode(`n${i}`, node).addEdge(START, `n${i}` as never);
    }
    const { out } = await graph.compile().invoke({}, { signal: new AbortController().signal });
    expect(out).toHaveLength(30);
    // Node.js emits a warning in a later turn.
    await wait(20);
  } finally {
    process.off("warning", note);
  }
  expect(warnings).toEqual([]);
});
