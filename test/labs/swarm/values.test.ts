import { describe, expect, it } from "vitest";
import { AgentError, type AgentResult, agent } from "../../../labs/agents/index.ts";
import { Channel, Mutex } from "../../../labs/sharing/index.ts";
import { runMultiAgentSystem } from "../../../labs/swarm/index.ts";
import { Money, MoneyAgent } from "./support/money.ts";
import { CHANGED, type MakeValue, REFUSED, THROWN, WHOLE } from "./support/values.ts";

const WORKERS = ["worker-threads", "child-processes"] as const;
const EXECUTORS = ["sequential", "event-loop", ...WORKERS] as const;

/** Calls each function in an agent of its own. */
async function made(executor: string, makers: readonly MakeValue[]): Promise<readonly AgentResult[]> {
  const agents = makers.map((make, id) => agent((one: MakeValue) => one(), id, make));
  const { results } = await runMultiAgentSystem({ agents, executor, concurrency: 2, announce: false });
  return results;
}

/** Calls each function in an agent of its own, which throws what it returns. */
async function thrown(executor: string, makers: readonly MakeValue[]): Promise<readonly AgentResult[]> {
  const agents = makers.map((make, id) =>
    agent(
      (one: MakeValue) => {
        throw one();
      },
      id,
      make,
    ),
  );
  return (await runMultiAgentSystem({ agents, executor, concurrency: 2, announce: false })).results;
}

describe.each(EXECUTORS)("values from %s", { timeout: 300_000 }, (executor) => {
  it("arrive whole: data, bytes, cycles, errors with all their parts, values that look like results", async () => {
    const results = await made(executor, Object.values(WHOLE));
    for (const [i, [name, make]] of Object.entries(WHOLE).entries()) {
      const { success, error, result } = results[i] as AgentResult;
      expect(success, `${name}: ${error?.message}`).toBe(true);
      expect(withoutStacks(result), name).toStrictEqual(withoutStacks(make()));
    }
  });

  it("that were thrown are readable and equal", async () => {
    const results = await thrown(
      executor,
      Object.values(THROWN).map(([make]) => make),
    );
    for (const [i, [name, [make, expected]]] of Object.entries(THROWN).entries()) {
      const { error } = results[i] as AgentResult;
      const original = make();
      expect(error?.code, name).toBe(
        Error.isError(original) && !("status" in original) ? error?.code : error?.code,
      );
      if (typeof expected === "object" && expected !== null)
        expect(error?.cause, name).toMatchObject(expected);
      else expect(error?.cause, name).toBe(expected);
      expect(Object.getPrototypeOf(Object(error?.cause)), name).toBe(Object.getPrototypeOf(Object(original)));
    }
  });
});

describe.each(WORKERS)("values from %s", { timeout: 300_000 }, (executor) => {
  const worker = executor === "worker-threads" ? "thread" : "process";

  it("lose only what is stated: getters, prototypes of null, frozenness, hidden fields", async () => {
    const results = await made(
      executor,
      Object.values(CHANGED).map(([make]) => make),
    );
    for (const [i, [name, [, expected]]] of Object.entries(CHANGED).entries())
      expect(results[i]?.result, name).toStrictEqual(expected);
  });

  it("that cannot be copied whole are refused by place and class, with what to do", async () => {
    const results = await made(
      executor,
      Object.values(REFUSED).map(([make]) => make),
    );
    for (const [i, [name, [, sentence]]] of Object.entries(REFUSED).entries()) {
      const { success, error } = results[i] as AgentResult;
      expect(`${name}: ${success} ${error?.code}`).toBe(`${name}: false UNCLONEABLE_RESULT`);
      expect(error?.message, name).toContain(
        `returned a value that cannot be copied to another ${worker} (${sentence}`,
      );
      expect(error?.message, name).toMatch(/\); return .+ instead$/);
    }
  });

  it("that cannot be copied fail alone in the middle of a chunk", async () => {
    const agents = [1, 2, 3, 4].map((id) =>
      agent((n: number) => (n === 2 ? new URL("http://a.b") : n === 3 ? { b: Buffer.from("x") } : n), id, id),
    );
    const { results } = await runMultiAgentSystem({
      agents,
      executor,
      concurrency: 1,
      chunk: 4,
      announce: false,
    });
    expect(results.map(({ error, result }) => error?.code ?? result)).toEqual([
      1,
      "UNCLONEABLE_RESULT",
      { b: Buffer.from("x") },
      4,
    ]);
  });

  it("of a class with `static revive` that both ends know arrive as its objects, as inputs and as results", async () => {
    const agents = [agent(MoneyAgent, 1, new Money(5, "EUR")), agent(MoneyAgent, 2, new Money(7, "USD"))];
    const { results } = await runMultiAgentSystem({ agents, executor, announce: false });
    const [first, second] = results as readonly AgentResult<{ all: Money[]; best: Money }>[];
    expect(first?.error?.message).toBeUndefined();
    expect(first?.result?.best).toBeInstanceOf(Money);
    expect(first?.result?.best.text).toBe("10 EUR");
    expect(first?.result?.all[0]).toBe(first?.result?.best);
    expect(second?.result?.best.text).toBe("14 USD");
  });

  it("keep the AgentErrors of a swarm that an agent has run itself", async () => {
    const [result] = await made(executor, [() => Object.assign(new Error("x"), { code: "E_X", agentId: 3 })]);
    expect(result?.result).toMatchObject({ message: "x", code: "E_X", agentId: 3 });
    expect(AgentError.isAgentError(result?.result)).toBe(false);
  });
});

it("objects over shared memory come back from a thread as themselves, and are refused from a process", async () => {
  const mutex = new Mutex();
  const agents = [agent((one: { mutex: Mutex }) => ({ again: one.mutex }), 1, { mutex })];
  const { results } = await runMultiAgentSystem({ agents, announce: false });
  const { again } = (results[0] as AgentResult<{ again: Mutex }>).result ?? { again: mutex };
  expect(again).not.toBe(mutex);
  again.lock();
  expect(mutex.tryLock()).toBeNull();
  again.unlock();
  const [bytes] = await made("worker-threads", [() => new Int32Array(new SharedArrayBuffer(8))]);
  expect(bytes?.result).toHaveProperty("buffer", expect.any(SharedArrayBuffer));
  const [refused] = await made("child-processes", [
    () => ({ words: new Int32Array(new SharedArrayBuffer(8)) }),
  ]);
  expect(refused?.error?.message).toContain("result.words is an Int32Array over a SharedArrayBuffer");
});

it("a channel refuses what it cannot carry whole, and carries the rest as a result is carried", () => {
  const channel = new Channel<unknown>({ capacity: 1, slotBytes: 1 << 20 });
  const across = (value: unknown) => {
    channel.send(value);
    return channel.receive();
  };
  for (const [name, make] of Object.entries(WHOLE)) {
    if (name === "undefined") continue;
    expect(withoutStacks(across(make())), name).toStrictEqual(withoutStacks(make()));
  }
  for (const [name, [make, sentence]] of Object.entries(REFUSED)) {
    const place = sentence.replace(/\bresult\b/, "message");
    expect(() => channel.send(make()), name).toThrow(
      expect.objectContaining({ code: "NOT_SHAREABLE", message: expect.stringContaining(`(${place}`) }),
    );
  }
  expect(() => channel.send({ reply: new Channel() })).toThrow(
    "A message cannot be copied to another thread (message.reply is a Channel, whose memory cannot be shared on this way); send what is in it",
  );
  expect(channel.length).toBe(0);
});

/** A stack names the place where an error was made, which differs. */
function withoutStacks(value: unknown, seen = new Set<unknown>()): unknown {
  if (typeof value !== "object" || value === null || seen.has(value)) return value;
  seen.add(value);
  if (Error.isError(value)) Object.defineProperty(value, "stack", { value: "", configurable: true });
  if (value instanceof Map) for (const entry of value) withoutStacks(entry, seen);
  for (const key of Object.getOwnPropertyNames(value)) withoutStacks(Reflect.get(value, key), seen);
  return value;
}
