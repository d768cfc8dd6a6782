import stringWidth from "string-width";
import { expect, test } from "vitest";
import { timelineChart } from "../../../labs/dashboard/index.ts";
import { looped, result, threaded } from "./sample-runs.ts";

test("two runs share one axis of text", async () => {
  expect((await timelineChart([looped, threaded])).toText(44)).toBe(
    [
      "Worker threads: 2.00× as fast as the event",
      "loop",
      "",
      "Event loop                  4 agents, 2.00 s",
      "main     │0███████1████████2███████3███████│",
      "",
      "Worker threads              4 agents, 1.00 s",
      "thread 1 │0███████2████████│",
      "thread 2 │1███████3████████│",
      "         └─────────────────────────────────┘",
      "         0 s                          2.00 s",
      "",
      "█ DataAnalyst",
    ].join("\n"),
  );
});

test("idle time is dotted, types differ in filling, and failed agents are crossed out", async () => {
  const results = [
    result(0, "thread 1", 0, 1),
    result(1, "thread 2", 0, 0.5, { type: "Validator" }),
    result(2, "thread 2", 0.5, 0.8, { type: "Validator", error: "lost" }),
  ];
  expect((await timelineChart({ executor: "worker-threads", totalSeconds: 1, results })).toText(32)).toBe(
    [
      "Worker threads: 3 agents, 1",
      "failed, 1.00 s",
      "",
      "thread 1 │0████████████████████│",
      "thread 2 │1▓▓▓▓▓▓▓▓▓▓2xxxxx····│",
      "         └─────────────────────┘",
      "         0 s              1.00 s",
      "",
      "█ DataAnalyst   ▓ Validator",
      "x failed",
    ].join("\n"),
  );
});

test("a bar has signs where its agent was asked to stop, and killed", async () => {
  const run = {
    executor: "worker-threads",
    totalSeconds: 1,
    results: [result(0, "thread 1", 0, 0.6), result(1, "thread 2", 0, 1, { error: "too slow" })],
    stops: [
      { agentId: 0, kind: "stopping", at: 0.5 },
      { agentId: 1, kind: "stopping", at: 0.5 },
      { agentId: 1, kind: "killed", at: 1 },
    ] as const,
  };
  expect((await timelineChart(run)).toText(32)).toBe(
    [
      "Worker threads: 2 agents, 1",
      "failed, 1.00 s",
      "",
      "thread 1 │0██████████?█········│",
      "thread 2 │1xxxxxxxxxx?xxxxxxxx!│",
      "         └─────────────────────┘",
      "         0 s              1.00 s",
      "",
      "█ DataAnalyst   x failed",
      "? asked to stop   ! killed",
    ].join("\n"),
  );
});

test.each([20, 33, 80, 200])(
  "no line is wider than a terminal of %d columns, wide characters counted as two",
  async (columns) => {
    const wide = looped.results.map((r) => ({ ...r, worker: "工作线程一号", agentType: "分析员👩‍💻" }));
    const text = (await timelineChart({ 事件循环: { ...looped, results: wide }, threads: threaded })).toText(
      columns,
    );
    for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  },
);

test("more types than fillings are counted in the legend", async () => {
  const many = Array.from({ length: 6 }, (_, id) => result(id, "main", id, id + 1, { type: `Type${id}` }));
  const text = (await timelineChart({ ...looped, totalSeconds: 6, results: many })).text;
  expect(text).toContain("░ Type3 and 2 more");
});

test("waits for a model have fillings of their own, and the legend names those that there are", async () => {
  const model = [{ startedAt: 0.5, waitingSeconds: 0.5, modelSeconds: 0.5 }];
  const run = { ...looped, results: [{ ...result(1, "main", 0, 2), model }] };
  const text = (await timelineChart(run)).toText(47);
  expect(text).toContain("main │1█████████----------==========██████████│");
  expect(text).toContain("- waits in the model's queue");
  expect(text).toContain("= the model answers");
  expect((await timelineChart(looped)).toText(47)).not.toContain("queue");
});
