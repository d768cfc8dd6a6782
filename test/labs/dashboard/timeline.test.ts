import { expect, test } from "vitest";
import { type SwarmRunLike, type TimelineInput, timelineChart } from "../../../labs/dashboard/index.ts";
import { arrangeTimeline } from "../../../labs/dashboard/timeline/timeline.ts";
import type { SwarmRun } from "../../../labs/swarm/index.ts";
import { looped, result, threaded } from "./sample-runs.ts";

const rowsOf = (run: SwarmRunLike) =>
  arrangeTimeline(run).runs[0]?.lanes.map((lane) => [
    lane.label,
    lane.rows.map((row) => row.map((bar) => bar.agentId)),
  ]);

test("what runMultiAgentSystem resolves to can be drawn as it is", () => {
  const draw = (run: SwarmRun): TimelineInput => run;
  expect(draw).toBeTypeOf("function");
});

test("each worker has a lane, and its agents stand in it in order", () => {
  expect(rowsOf(threaded)).toEqual([
    ["thread 1", [[0, 2]]],
    ["thread 2", [[1, 3]]],
  ]);
});

test("agents that overlap on one worker stand in rows of their own, as few as possible", () => {
  const overlapping = [
    result(0, "main", 0, 1),
    result(1, "main", 0, 2),
    result(2, "main", 1, 3),
    result(3, "main", 2, 3),
  ];
  expect(rowsOf({ ...looped, results: overlapping })).toEqual([
    [
      "main",
      [
        [0, 2],
        [1, 3],
      ],
    ],
  ]);
});

test("a reading of two clocks that is 10 µs off does not split a lane", () => {
  expect(rowsOf({ ...looped, results: [result(0, "main", 0, 0.50001), result(1, "main", 0.5, 1)] })).toEqual([
    ["main", [[0, 1]]],
  ]);
});

test("lanes are in human order: the main thread, then process 2 before process 10", () => {
  const workers = ["process 10", "process 2", "main"];
  expect(
    rowsOf({ ...looped, results: workers.map((worker, id) => result(id, worker, 0, 1)) })?.map(
      ([label]) => label,
    ),
  ).toEqual(["main", "process 2", "process 10"]);
});

test("the threads of a run are counted from 1, in the order in which they began, whatever Node calls them", () => {
  const results = [
    result(0, "thread 12", 0.2, 1),
    result(1, "thread 7", 0.1, 1),
    result(2, "thread 12", 1, 2),
  ];
  expect(rowsOf({ ...looped, results })).toEqual([
    ["thread 1", [[1]]],
    ["thread 2", [[0, 2]]],
  ]);
});

test("with a lane for each agent, waiting is visible", () => {
  const lanes = arrangeTimeline(looped, "agent").runs[0]?.lanes;
  expect(lanes?.map((lane) => lane.label)).toEqual(["agent 0", "agent 1", "agent 2", "agent 3"]);
});

test("the axis ends with the latest moment of all runs, even one after a run's own total", () => {
  expect(arrangeTimeline([threaded, looped]).endSeconds).toBe(2);
  expect(arrangeTimeline({ ...threaded, totalSeconds: 0.7 }).endSeconds).toBe(1);
});

test("several runs are named after their executors, or as the caller says", () => {
  const titles = (input: TimelineInput) => arrangeTimeline(input).runs.map((run) => run.title);
  expect(titles([looped, threaded])).toEqual(["Event loop", "Worker threads"]);
  expect(titles({ before: looped, after: threaded })).toEqual(["before", "after"]);
  expect(titles({ ...looped, executor: "quantum" })).toEqual(["quantum"]);
});

const refused: [what: string, input: unknown, code: string, says: RegExp][] = [
  ["no run", [], "NOTHING_TO_SHOW", /no run: pass at least one/],
  ["no run by name", {}, "NOTHING_TO_SHOW", /no run: pass at least one/],
  ["nothing", undefined, "INVALID_ARGUMENT", /was given undefined .*await/],
  ["a promise of a run", Promise.resolve(looped), "INVALID_ARGUMENT", /promise of a run: await/],
  ["promises in an array", [Promise.resolve(looped)], "INVALID_ARGUMENT", /a promise under "run 1".*await/],
  ["something else by name", { threads: 7 }, "INVALID_ARGUMENT", /7 \(number\) under "threads"/],
  [
    "a total that is NaN",
    { ...looped, totalSeconds: Number.NaN },
    "INVALID_TIME",
    /"Event loop" took NaN seconds/,
  ],
  ["a total that is endless", { ...looped, totalSeconds: Infinity }, "INVALID_TIME", /Infinity/],
  [
    "a start that is NaN",
    { ...looped, results: [result(4, "main", Number.NaN, 1)] },
    "INVALID_TIME",
    /startedAt of agent 4 \(DataAnalyst\)/,
  ],
  [
    "an end that is negative",
    { ...looped, results: [result(4, "main", 0, -1)] },
    "INVALID_TIME",
    /endedAt of agent 4/,
  ],
  [
    "an end before the start",
    { ...looped, results: [result(4, "main", 1, 0.5)] },
    "INVALID_TIME",
    /ends at 0.5 s, before it starts at 1 s/,
  ],
  [
    "a stop at no time",
    { ...looped, stops: [{ agentId: 2, kind: "killed", at: Number.NaN }] },
    "INVALID_TIME",
    /The stop of agent 2 of the run "Event loop" is at NaN/,
  ],
];

test.each(refused)("%s is refused in one sentence", async (_what, input, code, says) => {
  const error = await timelineChart(input as TimelineInput).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "DashboardError", code, message: expect.stringMatching(says) });
  expect((error as Error).message).toMatch(/^[^\n]+[.:)].*\.$/);
});

test("lanes that are neither workers nor agents are refused", async () => {
  await expect(timelineChart(looped, { lanes: "colour" as never })).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
  });
});

test("agents that never started are counted in a last lane that is not a worker's", async () => {
  const stopped = [4, 5, 6].map((id) => result(id, "none", 0.4, 0.4, { error: "stopped before it started" }));
  const run = { ...threaded, results: [...stopped, ...threaded.results] };
  expect(rowsOf(run)?.map(([label]) => label)).toEqual(["thread 1", "thread 2", "3 never started"]);
  const chart = await timelineChart(run);
  expect(JSON.stringify(chart.spec)).toContain("7 agents on 2 threads · 3 failed");
  expect(chart.description).toContain("thread 2 ran 2 agents; 3 never started.");
});

test("an agent's waits for a model lie inside its bar, in the queue and then with the model", () => {
  const model = [
    { startedAt: 1, waitingSeconds: 0.5, modelSeconds: 0.25 },
    // Its agent was ended while it waited.
    { startedAt: 1.9, waitingSeconds: 5, modelSeconds: 0 },
  ];
  const run = { ...looped, results: [{ ...result(1, "main", 0, 2), model }] };
  const bar = arrangeTimeline(run).runs[0]?.lanes[0]?.rows[0]?.[0];
  expect(bar?.waits).toEqual([
    { kind: "queue", from: 1, to: 1.5 },
    { kind: "model", from: 1.5, to: 1.75 },
    { kind: "queue", from: 1.9, to: 2 },
  ]);
});
