import { describe, expect, test } from "vitest";
import { judgeError } from "../../../../kit/checking/checks/judge-error.ts";

/** The error of code that reads a value as something it is not. */
function errorOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  throw new Error("It could be read.");
}

describe("an error of a check's own code", () => {
  const results = [null];
  const error = new TypeError("no such thing");

  test("is the answer's once a value came from it, and the message shows the value", () => {
    const reading = errorOf(() => (null as unknown as { id: number }).id);
    const judgement = judgeError(reading, { value: { results } });
    expect(judgement).toMatchObject({ status: "failed", isDefect: true });
    expect(judgement.message).toContain("came: { results: [ null ] }");
    expect(judgement.message).toContain("reading 'id'");
    expect(judgement.message).not.toContain("The check itself");
  });

  test("is the check's while no value came from the answer", () => {
    const judgement = judgeError(error);
    expect(judgement).toMatchObject({ status: "error", isDefect: true });
    expect(judgement.message).toContain("The check itself failed");
  });

  test("is the check's when the operating system refused it something", () => {
    const missing = Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT", syscall: "open" });
    expect(judgeError(missing, { value: 1 }).message).toContain("The check itself failed");
  });

  test("is the answer's also where what was thrown is no error", () => {
    expect(judgeError(undefined, { value: Symbol("odd") })).toMatchObject({ status: "failed" });
    expect(judgeError(undefined)).toMatchObject({ status: "error" });
  });

  test("is told of any value, however odd", () => {
    const ring: unknown[] = [];
    ring.push(ring);
    const odd: unknown[] = [
      undefined,
      null,
      Number.NaN,
      10n ** 400n,
      Symbol("s"),
      ring,
      new Map([[ring, 1]]),
      "x".repeat(1e6),
    ];
    odd.push(
      JSON.parse('{"constructor":1,"toString":2,"__proto__":3}'),
      Array(1000),
      new Error("e"),
      () => 1,
    );
    for (const value of odd) {
      const { message } = judgeError(new TypeError("no"), { value });
      expect(message).toContain("came: ");
      expect(message.length).toBeLessThan(600);
    }
  });
});

test("a failed assertion stays one, whatever came before", () => {
  const failure = errorOf(() => expect(1, "The number").toBe(2));
  expect(judgeError(failure, { value: 1 })).toMatchObject({ status: "failed", expected: "2", got: "1" });
});
