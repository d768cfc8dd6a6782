import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type AgentContext,
  type AgentResult,
  agent,
  type ModelError,
} from "../../../../labs/agents/index.ts";
import { type Model, openModel } from "../../../../labs/model/index.ts";
import {
  type ExecutorName,
  openSwarm,
  runMultiAgentSystem,
  type SwarmOptions,
} from "../../../../labs/swarm/index.ts";
import { type Asked, type Behaviour, startModelServer } from "../../model/support/model-server.ts";
import { Asker } from "../support/asker.ts";
import { keepEngine } from "../support/keep-engine.ts";

keepEngine();

const EXECUTORS: readonly ExecutorName[] = [
  "sequential",
  "event-loop",
  "worker-threads",
  "child-processes",
  "bullmq",
];
const ON_WORKERS: readonly ExecutorName[] = ["worker-threads", "child-processes", "bullmq"];

async function asks(content: string, { model }: AgentContext) {
  const { text, model: name } = await model.ask({ messages: [{ role: "user", content }] });
  return `${name} says ${text}`;
}

async function reads(content: string, { model }: AgentContext) {
  const stream = model.stream({ messages: [{ role: "user", content }] });
  const pieces: string[] = [];
  let step = await stream.next();
  for (; !step.done; step = await stream.next()) pieces.push(step.value);
  return { pieces, whole: step.value.text };
}

async function catches(content: string, { model }: AgentContext) {
  try {
    // Only what is never answered may run out of time.
    await model.ask({ messages: [{ role: "user", content }], timeout: content === "hang" ? 0.1 : 60 });
    return "answered";
  } catch (error) {
    const { name, code } = error as ModelError;
    return `${name} ${code}`;
  }
}

/** Asks what is never answered, and waits. */
async function waits(content: string, { model }: AgentContext) {
  return (await model.ask({ messages: [{ role: "user", content }] })).text;
}

const run = (options: SwarmOptions) =>
  runMultiAgentSystem({
    announce: false,
    concurrency: options.executor === "sequential" ? 1 : 2,
    ...options,
  });

async function serverModel(behave: (asked: Asked) => Behaviour) {
  const server = await startModelServer(behave);
  const model = await openModel({ url: server.url, model: "test" });
  onTestFinished(async () => {
    await model.close({ force: true });
    await server[Symbol.asyncDispose]();
  });
  return { server, model };
}

/** A file that agents wait for, on every executor. */
function gateFile() {
  const folder = mkdtempSync(join(tmpdir(), "asking-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "go");
  return { path, open: () => writeFileSync(path, "") };
}

const hang = () => serverModel(() => ({ kind: "hang", piecesFirst: 0 }));

describe.each(EXECUTORS)("on %s", (executor) => {
  test("an agent asks the swarm's model, and its result says what it asked.", async () => {
    await using model = await openModel({ scripted: { answers: [{ text: "42" }], latency: 0.02 } });
    const agents = [1, 2, 3].map((id) => agent(asks, id, `question ${id}`));
    const { results } = await run({ agents, executor, model });
    expect(results.map(({ result }) => result)).toEqual(Array(3).fill("scripted says 42"));
    for (const { model: uses, startedAt, endedAt } of results) {
      expect(uses).toHaveLength(1);
      const [use] = uses ?? [];
      expect(use).toMatchObject({ model: "scripted", error: undefined });
      expect(use?.modelSeconds).toBeGreaterThan(0.015);
      expect(use?.startedAt).toBeGreaterThanOrEqual(startedAt);
      const end = (use?.startedAt ?? 0) + (use?.waitingSeconds ?? 0) + (use?.modelSeconds ?? 0);
      expect(end).toBeLessThanOrEqual(endedAt);
    }
    expect([...model.usage().agents.keys()].sort()).toEqual([1, 2, 3]);
  });

  test("an agent reads an answer as it comes.", async () => {
    await using model = await openModel({
      // Pieces that a busy agent has not read yet would come together.
      scripted: { answers: [{ text: "one two three" }], tokensPerSecond: 2 },
    });
    const { results } = await run({ agents: [agent(reads, 1, "?")], executor, model });
    const { pieces, whole } = (results[0] as AgentResult).result as Awaited<ReturnType<typeof reads>>;
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe(whole);
  });

  test("an error reaches the agent as a ModelError with its code, and other agents are answered.", async () => {
    await using model = await openModel({
      scripted: {
        answers: [
          { when: "hang", failure: "hang" },
          { when: "no", failure: "MODEL_REFUSED" },
        ],
      },
    });
    const agents = ["hang", "no", "other"].map((text, i) => agent(catches, i, text));
    const { results } = await run({ agents, executor, model });
    expect(results.map(({ result }) => result)).toEqual([
      "ModelError MODEL_TIMEOUT",
      "ModelError MODEL_REFUSED",
      "answered",
    ]);
    expect(results[0]?.model?.[0]).toMatchObject({ error: "MODEL_TIMEOUT", model: undefined });
  });

  test("an error that the agent does not catch fails the agent with its code.", async () => {
    await using model = await openModel({ scripted: { answers: [{ failure: "MODEL_BAD_ANSWER" }] } });
    const { results } = await run({ agents: [agent(asks, 1, "?")], executor, model });
    expect(results[0]?.error).toMatchObject({ code: "MODEL_BAD_ANSWER" });
  });

  test("without a model, asking fails with one sentence that says what to do.", async () => {
    const { results } = await run({ agents: [agent(asks, 1, "?"), agent(reads, 2, "?")], executor });
    for (const { error } of results) {
      expect(error?.code).toBe("MODEL_MISSING");
      expect(error?.message).toContain("model: await openModel(…)");
    }
  });

  test("a question that is no question fails its agent only.", async () => {
    await using model = await openModel({ scripted: {} });
    const wrong = (_: unknown, context: AgentContext) => context.model.ask({ messages: [] });
    const { results } = await run({ agents: [agent(wrong, 1, 0), agent(asks, 2, "?")], executor, model });
    expect(results.map(({ error }) => error?.code)).toEqual(["MODEL_INVALID_ARGUMENT", undefined]);
  });

  test("an agent that ends takes its open questions with it.", async () => {
    const { server, model } = await hang();
    const go = gateFile();
    const leaves = async (content: string, context: AgentContext) => {
      void context.model.ask({ messages: [{ role: "user", content }] });
      // Ends once the server has the question.
      const { existsSync } = process.getBuiltinModule("node:fs");
      while (!existsSync(context.shared as string)) await new Promise((resolve) => setTimeout(resolve, 20));
      return "left";
    };
    const running = run({ agents: [agent(leaves, 1, "?")], executor, model, shared: go.path });
    await server.arrived(1);
    go.open();
    const { results } = await running;
    expect(results[0]?.result).toBe("left");
    expect(results[0]?.model).toMatchObject([{ error: "MODEL_CANCELLED" }]);
    await server.closedByClient(1);
    expect(model.usage()).toMatchObject({ underWay: 0, waiting: 0 });
  });

  test("a swarm that is stopped closes the connections of its agents' questions.", async () => {
    const { server, model } = await hang();
    const controller = new AbortController();
    const running = run({ agents: [agent(waits, 1, "?")], executor, model, signal: controller.signal });
    await server.arrived(1);
    controller.abort();
    const { results } = await running;
    expect(results[0]?.error).toMatchObject({ code: "ABORTED", cause: { code: "MODEL_CANCELLED" } });
    await server.closedByClient(1);
  });
});

describe.each(ON_WORKERS)("on %s", (executor) => {
  test("an agent that takes longer than its timeout takes its question with it, and the swarm goes on.", async () => {
    const { server, model } = await serverModel(({ text }) =>
      text === "hang" ? { kind: "hang" } : { kind: "answer", text: "fine" },
    );
    const agents = [agent(waits, 1, "hang"), agent(waits, 2, "other")];
    const { results } = await run({ agents, executor, model, timeout: 3 });
    expect(results.map(({ error, result }) => error?.code ?? result)).toEqual(["TIMEOUT", "fine"]);
    await server.closedByClient(1);
  });

  test("a worker that dies takes the questions of its agent with it.", async () => {
    const { server, model } = await hang();
    const go = gateFile();
    const dies = async (content: string, context: AgentContext) => {
      void context.model.ask({ messages: [{ role: "user", content }] });
      const { existsSync } = process.getBuiltinModule("node:fs");
      while (!existsSync(context.shared as string)) await new Promise((resolve) => setTimeout(resolve, 20));
      process.exit(3);
    };
    const running = run({ agents: [agent(dies, 1, "?")], executor, model, shared: go.path });
    await server.arrived(1);
    go.open();
    const { results } = await running;
    expect(results[0]?.error?.code).toBe("EXITED");
    expect(results[0]?.model).toMatchObject([{ error: "MODEL_CANCELLED" }]);
    await server.closedByClient(1);
  });

  test("an agent cancels its question by a signal of its own, and by leaving a stream.", async () => {
    const { server, model } = await serverModel(() => ({ kind: "hang", piecesFirst: 1 }));
    const cancels = async (content: string, context: AgentContext) => {
      const messages = [{ role: "user", content }] as const;
      for await (const text of context.model.stream({ messages })) {
        if (text !== "") break;
      }
      try {
        await context.model.ask({ messages, signal: AbortSignal.timeout(50) });
      } catch (error) {
        return (error as ModelError).code;
      }
      return "answered";
    };
    const { results } = await run({ agents: [agent(cancels, 1, "?")], executor, model });
    expect(results[0]?.result).toBe("MODEL_CANCELLED");
    // The second one may be cancelled before the server has it.
    await server.closedByClient(1);
    expect(model.usage()).toMatchObject({ failed: { MODEL_CANCELLED: 2 }, underWay: 0, waiting: 0 });
  });

  test("a question that cannot be copied to the coordinator fails with a sentence.", async () => {
    await using model = await openModel({ scripted: {} });
    const wrong = (_: unknown, context: AgentContext) =>
      context.model.ask({ messages: [{ role: "user", content: (() => "?") as never }] });
    const { results } = await run({ agents: [agent(wrong, 1, 0)], executor, model });
    expect(results[0]?.error?.code).toBe("MODEL_INVALID_ARGUMENT");
    expect(results[0]?.error?.message).toContain("cannot be sent");
  });

  test("an agent of a warm swarm asks the model of its own run, also as an AIAgent.", async () => {
    await using swarm = await openSwarm({ executor, concurrency: 1, announce: false });
    const named = async (name: string): Promise<Model> =>
      openModel({ scripted: { answers: [{ text: name }] } });
    await using first = await named("first");
    await using second = await named("second");
    const ask = async (model: Model | undefined) => {
      const run = await swarm.run({ agents: [agent(Asker, 1, "?")], ...(model && { model }) });
      return run.results[0]?.result ?? run.results[0]?.error?.code;
    };
    expect([await ask(first), await ask(second), await ask(undefined)]).toEqual([
      "first",
      "second",
      "MODEL_MISSING",
    ]);
  });

  test("with 10 % hangs and 10 % failures every agent with a healthy question is answered.", async () => {
    await using model = await openModel(
      {
        scripted: {
          answers: [
            { when: "3", failure: "hang" },
            { when: "7", failure: "MODEL_REFUSED" },
          ],
        },
      },
      { answerTimeout: 1, concurrency: 4 },
    );
    const agents = Array.from({ length: 40 }, (_, i) => agent(asks, i, `${i % 10}`));
    const { results } = await run({ agents, executor, model, concurrency: 3 });
    const codes = results.map(({ error }) => error?.code ?? "answered");
    const expected = agents.map(({ agentId }) => {
      const last = agentId % 10;
      return last === 3 ? "MODEL_TIMEOUT" : last === 7 ? "MODEL_REFUSED" : "answered";
    });
    expect(codes).toEqual(expected);
  });
});

test("Any object with ask and stream may be a swarm's model.", async () => {
  const model = {
    ask: async () => ({
      text: "mine",
      model: "own",
      usage: { promptTokens: 0, answerTokens: 0, waitingSeconds: 0, modelSeconds: 0 },
    }),
    stream: () => {
      throw new Error("not streamed");
    },
  };
  const { results } = await run({ agents: [agent(asks, 1, "?"), agent(reads, 2, "?")], model });
  expect(results.map(({ result, error }) => result ?? error?.code)).toEqual([
    "own says mine",
    "MODEL_UNREACHABLE",
  ]);
});

test("A model that is no model is refused before anything starts, and openSwarm takes none.", async () => {
  const wrong = run({ agents: [agent(asks, 1, "?")], model: {} as never });
  await expect(wrong).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining("model"),
  });
  await expect(openSwarm({ model: {} } as never)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("An agent outside a swarm has no model, and is told so when it asks.", async () => {
  const { error } = await new Asker(1).reason("?");
  expect(error?.code).toBe("MODEL_MISSING");
});

/** How many listeners the signal of twenty questions has when all are answered. */
async function countsListeners(content: string, { model }: AgentContext): Promise<number> {
  const { signal } = new AbortController();
  for (let i = 0; i < 20; i += 1) await model.ask({ messages: [{ role: "user", content }], signal });
  return process.getBuiltinModule("node:events").getEventListeners(signal, "abort").length;
}

test.each(ON_WORKERS)(
  "on %s a question that is answered leaves no listener on its signal",
  async (executor) => {
    await using model = await openModel({ scripted: { answers: [{ text: "yes" }] } });
    const { results } = await runMultiAgentSystem({
      agents: [agent(countsListeners, 1, "anything")],
      executor,
      model,
      announce: false,
    });
    expect(results.map(({ result, error }) => error?.message ?? result)).toEqual([0]);
  },
);
