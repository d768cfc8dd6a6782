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

  it("keeps the class of its cause by name, and its fields", () => {
    const { cause } = crossed(new TooLate("after midnight"));
    expect(cause).toBeInstanceOf(Error);
    expect(cause).toMatchObject({ name: "TooLate", code: "E_LATE", epoch: 3 });
    expect(cause).toHaveProperty("model", { weights: [1] });
  });

  it("keeps causes of causes, with JavaScript's own classes", () => {
    const root = new RangeError("root");
    const { cause } = crossed(new TypeError("middle", { cause: new Error("lower", { cause: root }) }));
    expect(cause).toBeInstanceOf(TypeError);
    expect((cause as Error).cause).toMatchObject({ message: "lower", cause: { message: "root" } });
    expect(((cause as Error).cause as Error).cause).toBeInstanceOf(RangeError);
  });

  it("keeps the errors of an AggregateError, causes that are objects, and dates and lists in fields", () => {
    const thrown = Object.assign(
      new AggregateError([new TypeError("one"), "two"], "both", { cause: { why: 1 } }),
      {
        at: new Date(0),
        tried: [1, [2]],
      },
    );
    const { cause } = crossed(thrown);
    expect(cause).toBeInstanceOf(AggregateError);
    expect((cause as AggregateError).errors[0]).toBeInstanceOf(TypeError);
    expect(cause).toMatchObject({
      errors: [{ message: "one" }, "two"],
      cause: { why: 1 },
      at: new Date(0),
      tried: [1, [2]],
    });
    expect(Object.keys(cause as object)).toEqual(["at", "tried"]);
  });

  it("keeps a DOMException, and an object of a class as its fields", () => {
    class Failure {
      status = 404;
      readonly inner = new (class Inner {
        deep = true;
      })();
    }
    expect(crossed(new DOMException("stopped", "AbortError")).cause).toBeInstanceOf(DOMException);
    expect(crossed(new DOMException("stopped", "AbortError")).cause).toMatchObject({
      name: "AbortError",
      code: 20,
    });
    expect(crossed(new Failure()).cause).toEqual({ status: 404, inner: { deep: true } });
    expect(crossed(new URL("http://a.b")).cause).toBe("an object of class URL");
  });

  it("leaves out what a connection holds, however much that is", () => {
    const deep: Record<string, unknown> = {};
    let end = deep;
    for (let i = 0; i < 10_000; i++) {
      end.next = { list: [i] };
      end = end.next as Record<string, unknown>;
    }
    const { cause } = crossed(Object.assign(new Error("x"), { deep, socket: new Proxy({}, {}) }));
    expect(JSON.stringify(cause)).toContain("an object of class Object");
    expect(cause).toMatchObject({ message: "x", socket: "a Proxy" });
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
    expect(crossed(Symbol("s")).cause).toBe("Symbol(s)");
    expect(crossed(new Map([[1, { status: 500 }]])).cause).toEqual(new Map([[1, { status: 500 }]]));
    expect(crossed({ status: 500, body: "x", retry() {} }).cause).toEqual({
      status: 500,
      body: "x",
      retry: "a function named retry",
    });
  });

  it("is made of an error whose fields throw when they are read", () => {
    const trap = Object.defineProperty(new Error("trap"), "code", { enumerable: true, value: () => 1 });
    expect(crossed(trap)).toMatchObject({ code: "AGENT_THREW", message: "trap" });
    const deeper = new Error("deeper", {
      cause: Object.defineProperty(new Error("x"), "cause", { get: thrower }),
    });
    expect(crossed(deeper).cause).toMatchObject({
      message: "deeper",
      cause: { message: "x", cause: "a value that cannot be read" },
    });
  });
});
