import { describe, expect, expectTypeOf, it } from "vitest";
import { AgentError, type AgentResult, AIAgent, agent, DataAnalyst } from "../../../labs/agents/index.ts";

class Doubler extends AIAgent<number, number> {
  protected think(input: number): number {
    return input * 2;
  }
}

/** Fails as its input says. */
class Failing extends AIAgent<() => unknown, never> {
  protected async think(fail: () => unknown): Promise<never> {
    throw fail();
  }
}

describe("reason()", () => {
  it("gives the answer with the agent's id, its class name and its time in seconds", async () => {
    const before = performance.now();
    const result = await new Doubler(7).reason(21);
    const elapsed = (performance.now() - before) / 1000;
    expect(result).toMatchObject({
      agentId: 7,
      agentType: "Doubler",
      result: 42,
      success: true,
      error: null,
    });
    expect(result.worker).toBe("main");
    expect(result.duration).toBeGreaterThanOrEqual(0);
    expect(result.duration).toBeLessThanOrEqual(elapsed);
    expect(result.duration).toBeCloseTo(result.endedAt - result.startedAt);
    expectTypeOf(result).toEqualTypeOf<AgentResult<number>>();
  });

  it("gives an immutable result", async () => {
    const result = await new Doubler(1).reason(1);
    expect(Object.isFrozen(result)).toBe(true);
    expect(() => Object.assign(result, { result: 3 })).toThrow(TypeError);
  });

  it("turns a thrown error into a failed result with its code, message and cause", async () => {
    const thrown = Object.assign(new RangeError("too far"), { code: "E_FAR" });
    const result = await new Failing(3).reason(() => thrown);
    expect(result).toMatchObject({ result: null, success: false });
    expect(result.error).toMatchObject({
      name: "AgentError",
      code: "E_FAR",
      message: "too far",
      agentId: 3,
      agentType: "Failing",
      cause: thrown,
    });
  });

  it.each([
    ["a string", () => "oops", "string: oops"],
    ["nothing", () => undefined, "undefined"],
    ["a function", () => () => 1, "function"],
    ["an object", () => ({ a: 1 }), "object"],
  ])("turns %s that is thrown into an AgentError that says so", async (_, fail, kind) => {
    const { error } = await new Failing(1).reason(fail);
    expect(error).toMatchObject({ code: "THREW_NO_ERROR", message: expect.stringContaining(kind) });
  });

  it("survives an error that throws when it is read", async () => {
    const hostile = Object.defineProperty(new Error(), "message", {
      get: () => {
        throw new Error("do not look");
      },
    });
    const { error } = await new Failing(1).reason(() => hostile);
    expect(error).toMatchObject({ code: "AGENT_THREW", message: "threw an error that cannot be read" });
  });

  it("gives AgentErrors that are recognised across copies of their class", async () => {
    const { error } = await new Failing(1).reason(() => new Error("x"));
    expect(AgentError.isAgentError(error)).toBe(true);
    expect(AgentError.isAgentError({ [Symbol.for("swarmlab.agentError")]: true })).toBe(true);
    expect(AgentError.isAgentError(new Error("x"))).toBe(false);
    expect(AgentError.isAgentError(null)).toBe(false);
  });
});

describe("DataAnalyst", () => {
  it.each([
    [0, 0n],
    [1, 0n],
    [4, 14n],
    [300_081, 9007246944223880n],
    [5_000_000, 41666654166667500000n],
  ])("adds the squares below %i exactly", async (n, sum) => {
    expect((await new DataAnalyst(1).reason(n)).result).toBe(sum);
  });

  it("agrees with the closed formula for many n", async () => {
    for (const n of [2, 99, 1_000, 4_095, 4_096, 4_097, 77_777, 1_234_567, 200_000_000]) {
      const big = BigInt(n);
      expect((await new DataAnalyst(1).reason(n)).result).toBe(((big - 1n) * big * (2n * big - 1n)) / 6n);
    }
  });

  it.each([-1, 1.5, Number.NaN, 500_000_001])("refuses %d with a sentence", async (n) => {
    const { error } = await new DataAnalyst(1).reason(n);
    expect(error).toMatchObject({
      message: expect.stringContaining(`got ${n}`),
      cause: expect.any(RangeError),
    });
  });
});

describe("agent()", () => {
  it("describes an agent without building it", () => {
    let built = 0;
    class Counted extends Doubler {
      readonly step: number;
      constructor(agentId: number, step: number) {
        super(agentId);
        this.step = step;
        built++;
      }
    }
    expect(agent(Counted, 3, 21, 5)).toEqual({ type: Counted, agentId: 3, input: 21, rest: [5] });
    expect(built).toBe(0);
  });
});
