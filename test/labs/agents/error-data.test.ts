import { describe, expect, it } from "vitest";
import { AgentError, agentErrorFromData, agentErrorToData } from "../../../labs/agents/index.ts";

class TooLate extends Error {
  readonly code = "E_LATE";
  readonly epoch = 3;
  readonly model = { weights: [1] };
}

const thrower = () => {
  throw new Error("the getter");
};

/** Serializes and rebuilds an error, as between two threads. */
function crossed(thrown: unknown): AgentError {
  return agentErrorFromData(structuredClone(agentErrorToData(AgentError.from(thrown, 7, "Trainer"))));
}

describe("an AgentError that crosses to another thread", () => {
  it("is an AgentError again, with code, message, agent and stack", () => {
    const error = crossed(new TooLate("after midnight"));
    expect(error).toBeInstanceOf(AgentError);
    expect(AgentError.isAgentError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "E_LATE",
      message: "after midnight",
      agentId: 7,
      agentType: "Trainer",
    });
    expect(error.stack).toContain("error-data.test");
  });

  it("keeps the class of its cause by name, and its primitive fields", () => {
    const { cause } = crossed(new TooLate("after midnight"));
    expect(cause).toBeInstanceOf(Error);
    expect(cause).toMatchObject({ name: "TooLate", code: "E_LATE", epoch: 3 });
    expect(cause).not.toHaveProperty("model");
  });

  it("keeps causes of causes, with JavaScript's own classes", () => {
    const root = new RangeError("root");
    const { cause } = crossed(new TypeError("middle", { cause: new Error("lower", { cause: root }) }));
    expect(cause).toBeInstanceOf(TypeError);
    expect((cause as Error).cause).toMatchObject({ message: "lower", cause: { message: "root" } });
    expect(((cause as Error).cause as Error).cause).toBeInstanceOf(RangeError);
  });

  it("survives a cause that is its own cause", () => {
    const ring: Error & { cause?: unknown } = new Error("ring");
    ring.cause = ring;
    expect(crossed(ring).cause).toMatchObject({ message: "ring" });
  });

  it("says what was thrown when that was not an Error", () => {
    expect(crossed("oops").cause).toBe("oops");
    expect(crossed(undefined).cause).toBe(undefined);
    expect(crossed(function helper() {}).cause).toBe("a function named helper");
    expect(crossed(new Map()).cause).toBe("[object Map]");
  });

  it("is made of an error whose fields throw when they are read", () => {
    const trap = Object.defineProperty(new Error("trap"), "code", { enumerable: true, value: () => 1 });
    expect(crossed(trap)).toMatchObject({ code: "AGENT_THREW", message: "trap" });
    const deeper = new Error("deeper", {
      cause: Object.defineProperty(new Error("x"), "cause", { get: thrower }),
    });
    expect(crossed(deeper).cause).toMatchObject({ message: "deeper", cause: "a value that cannot be read" });
  });
});
