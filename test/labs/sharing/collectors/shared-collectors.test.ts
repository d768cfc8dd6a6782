import { describe, expect, test } from "vitest";
import { AgentError } from "../../../../labs/agents/agent-error.ts";
import {
  type AtomicCounter,
  AtomicCounter as Counter,
  LockedCollector,
  PerAgentCollector,
  QueueCollector,
} from "../../../../labs/sharing/index.ts";
import { onThread } from "../support/threads.ts";

interface Finding {
  readonly agentId: number;
  readonly result: bigint | null;
  readonly error: AgentError | null;
}

const AGENTS = 60;
const agentIds = Array.from({ length: AGENTS }, (_, i) => i);

const kinds = [
  { name: "LockedCollector", make: () => new LockedCollector<Finding>({ bytes: 128 }) },
  { name: "QueueCollector", make: () => new QueueCollector<Finding>({ capacity: AGENTS }) },
  { name: "PerAgentCollector", make: () => new PerAgentCollector<Finding>({ agentIds }) },
];

describe.each(kinds)("$name", ({ make }) => {
  test("has every result that three threads add at the same time, in the order of agent ids", async () => {
    const shared = { collector: make(), ids: new Counter() as AtomicCounter, agents: AGENTS };
    const threads = Array.from({ length: 3 }, () =>
      onThread(shared, ({ collector, ids, agents }) => {
        for (let agentId = ids.draw(); agentId < agents; agentId = ids.draw()) {
          collector.add({ agentId, result: BigInt(agentId) ** 2n, error: null });
        }
      }),
    );
    await Promise.all(threads.map((thread) => thread.result));
    expect(shared.collector.count).toBe(AGENTS);
    const all = shared.collector.all();
    expect(all.map(({ agentId, result }) => [agentId, result])).toEqual(
      agentIds.map((id) => [id, BigInt(id) ** 2n]),
    );
    expect(shared.collector.count).toBe(AGENTS);
  });

  test("hands out frozen results in a frozen list", () => {
    const collector = make();
    collector.add({ agentId: 2, result: 1n, error: null });
    const all = collector.all();
    expect(Object.isFrozen(all)).toBe(true);
    expect(Object.isFrozen(all[0])).toBe(true);
    expect(all).toEqual([{ agentId: 2, result: 1n, error: null }]);
  });

  test("keeps a failed agent's error whole: class, code, agent and cause", () => {
    const collector = make();
    const cause = new TypeError("not a number");
    const error = new AgentError("It failed.", {
      code: "AGENT_THREW",
      agentId: 3,
      agentType: "Validator",
      cause,
    });
    collector.add({ agentId: 3, result: null, error });
    const uncloneable = new AgentError("Odd.", {
      code: "THREW_NO_ERROR",
      agentId: 4,
      agentType: "Odd",
      cause: () => 1,
    });
    collector.add({ agentId: 4, result: null, error: uncloneable });
    const [first, second] = collector.all();
    expect(AgentError.isAgentError(first?.error)).toBe(true);
    expect(first?.error).toMatchObject({
      message: "It failed.",
      code: "AGENT_THREW",
      agentId: 3,
      agentType: "Validator",
    });
    expect(first?.error?.cause).toBeInstanceOf(TypeError);
    expect(first?.error?.stack).toBe(error.stack);
    expect(second?.error?.cause).toBe("a function named cause");
  });

  test("a result that cannot be copied is refused, and the others are not harmed", () => {
    const collector = make();
    collector.add({ agentId: 1, result: 1n, error: null });
    const odd = { agentId: 2, result: () => 1, error: null } as unknown as Finding;
    expect(() => collector.add(odd)).toThrow(expect.objectContaining({ code: "NOT_SHAREABLE" }));
    expect(collector.all()).toHaveLength(1);
  });
});

test("the coordinator collects from a queue while agents still run, with a queue much shorter than the results", async () => {
  const collector = new QueueCollector<Finding>({ capacity: 2 });
  const agent = onThread({ collector }, ({ collector }) => {
    for (let agentId = 0; agentId < 50; agentId++) collector.add({ agentId, result: 1n, error: null });
  });
  expect(await collector.collect(50, { timeout: 20_000 })).toHaveLength(50);
  await agent.result;
  await expect(collector.collect(51, { timeout: 5 })).rejects.toMatchObject({ code: "TIMEOUT" });
  expect(collector.count).toBe(50);
});

test("agents without a slot, second results and too large results are refused", () => {
  const collector = new PerAgentCollector<Finding>({ agentIds: [7], slotBytes: 100 });
  const finding = (agentId: number, result: bigint | null = null): Finding => ({
    agentId,
    result,
    error: null,
  });
  expect(() => collector.add(finding(8))).toThrow("Agent 8 (number) has no slot in this collector");
  expect(() => collector.add(finding(7, 2n ** 4000n))).toThrow(
    /^The result of agent 7 takes \d+ bytes, but a slot has 100/,
  );
  collector.add(finding(7));
  expect(() => collector.add(finding(7))).toThrow("Agent 7 has added its result already.");
  expect(collector.count).toBe(1);
});

test("the locked collector reports how long its agents waited", () => {
  const collector = new LockedCollector<Finding>();
  collector.add({ agentId: 1, result: 1n, error: null });
  expect(collector.contention).toMatchObject({ waits: 0, recoveries: 0 });
});

test("what is no result is refused before it is stored, and a wrong count before anything is awaited", async () => {
  const locked = new LockedCollector();
  const queue = new QueueCollector();
  for (const collector of [locked, queue])
    for (const wrong of ["x", null, {}, { agentId: "1" }])
      expect(() => collector.add(wrong as never)).toThrow(
        expect.objectContaining({ code: "INVALID_ARGUMENT" }),
      );
  locked.add({ agentId: 1 } as never);
  expect(locked.all()).toEqual([{ agentId: 1 }]);
  for (const count of [Number.NaN, "0" as never, undefined as never, -1, 0.5])
    await expect(queue.collect(count)).rejects.toThrow(
      "The count of results to collect must be a whole number",
    );
  await expect(queue.collect(1, { timeout: 30 })).rejects.toThrow("A message did not come within 30 ms.");
});
