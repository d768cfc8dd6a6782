import { describe, expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { bugs, right } from "./programs/index.ts";

test("the suite has at least 45 bugs and 40 right programs, each with a name of its own", () => {
  expect(bugs.length).toBeGreaterThanOrEqual(45);
  expect(right.length).toBeGreaterThanOrEqual(40);
  expect(new Set([...bugs, ...right].map(({ name }) => name)).size).toBe(bugs.length + right.length);
});

describe("every bug is found, with as few preemptions as suffice", () => {
  test.for(bugs)("$name", async ({ options, bug, preemptions }) => {
    const { failure, seconds, steps, interleavings } = await explore({ ...options, seconds: 600 });
    if (process.env.SHOW)
      console.log(
        failure?.kind,
        failure?.preemptions,
        failure?.length,
        interleavings,
        steps,
        seconds,
        failure?.message,
      );
    expect([bug].flat()).toContain(failure?.kind);
    expect(failure?.preemptions).toBeLessThanOrEqual(preemptions ?? 2);
  });
});

describe("no right program is accused", () => {
  test.for(right)("$name", async ({ options }) => {
    const verdict = await explore({ ...options, seconds: 600 });
    if (process.env.SHOW) console.log(verdict.covered, verdict.interleavings, verdict.steps, verdict.seconds);
    expect(verdict.failure).toBeNull();
    expect(verdict.covered).not.toBeNull();
  });
});
