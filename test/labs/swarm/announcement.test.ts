import { describe, expect, test } from "vitest";
import { announcement } from "../../../labs/swarm/announcement.ts";

const status = { cores: 4, node: "26.10.0" };
const threads = { name: "worker-threads", parallel: true } as const;

describe("the line at a swarm's start", () => {
  test.each([
    [
      "as many as there are cores",
      threads,
      8,
      4,
      "✓ Parallel: 8 agents on worker-threads, 4 computing at a time",
    ],
    [
      "no more than the cores",
      threads,
      8,
      8,
      "✓ Parallel: 8 agents on worker-threads, 4 computing at a time",
    ],
    [
      "no more than asked for",
      threads,
      8,
      2,
      "✓ Parallel: 8 agents on worker-threads, 2 computing at a time",
    ],
    [
      "one after the other",
      { name: "sequential", parallel: false } as const,
      8,
      1,
      "One at a time: 8 agents on sequential",
    ],
    ["one agent alone", threads, 1, 4, "One at a time: 1 agent on worker-threads"],
    [
      "one event loop",
      { name: "event-loop", parallel: false } as const,
      8,
      8,
      "Side by side: 8 agents on event-loop, 1 computing at a time",
    ],
  ])("%s", (_, executor, agents, concurrency, begin) => {
    const line = announcement({ executor, agents, concurrency, status });
    expect(line).toBe(`${begin} (Node 26.10.0 on 4 cores).`);
  });

  test("one core runs one agent at a time on every executor", () => {
    const line = announcement({
      executor: threads,
      agents: 3,
      concurrency: 2,
      status: { cores: 1, node: "26.10.0" },
    });
    expect(line).toBe(
      "Side by side: 3 agents on worker-threads, 1 computing at a time (Node 26.10.0 on 1 core).",
    );
  });
});
