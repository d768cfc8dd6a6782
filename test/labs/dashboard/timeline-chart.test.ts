import { expect, test } from "vitest";
import { type SwarmRunLike, timelineChart } from "../../../labs/dashboard/index.ts";
import { categoryColours, maximumWidth, palette } from "../../../labs/dashboard/theme.ts";
import { looped, result, threaded } from "./sample-runs.ts";
import { type Drawn, drawnBy } from "./scenegraph.ts";
import { sizeOf } from "./svg.ts";

const agentBars = (drawn: readonly Drawn[]) =>
  drawn.filter((item) => item.mark === "rect" && "agentId" in item.datum);

test("a bar lies where its agent worked, on one time axis for all runs", async () => {
  const bars = agentBars(await drawnBy(await timelineChart([looped, threaded])));
  const pixelsASecond = bars.find((bar) => bar.panel === 0 && bar.datum.agentId === 2)?.x ?? 0;
  expect(pixelsASecond).toBeGreaterThan(200);
  for (const bar of bars) {
    expect(bar.x).toBeCloseTo(Number(bar.datum.start) * pixelsASecond, 3);
    // One pixel is left between neighbours.
    expect(bar.width).toBeCloseTo((Number(bar.datum.end) - Number(bar.datum.start)) * pixelsASecond - 1, 3);
  }
  expect(bars).toHaveLength(8);
});

test("agents of one worker share a height, agents of two do not", async () => {
  const bars = agentBars(await drawnBy(await timelineChart(threaded)));
  const heights = Map.groupBy(bars, (bar) => bar.y);
  expect([...heights.values()].map((row) => row.map((bar) => bar.datum.worker))).toEqual([
    ["thread 1", "thread 1"],
    ["thread 2", "thread 2"],
  ]);
});

test("each run shows its total seconds, and its track ends there", async () => {
  const drawn = await drawnBy(await timelineChart([looped, threaded]));
  const totals = drawn.filter((item) => item.mark === "text" && item.text?.endsWith(" s"));
  expect(totals.map((item) => [item.panel, item.text])).toEqual([
    [0, "2.00 s"],
    [1, "1.00 s"],
  ]);
  for (const { panel, x } of totals) {
    const tracks = drawn.filter((item) => item.panel === panel && "to" in item.datum);
    for (const track of tracks) expect(track.width).toBeCloseTo(x, 3);
  }
});

test("an agent type keeps one colour through all runs", async () => {
  const types = ["DataAnalyst", "Validator"];
  const mixed = {
    ...looped,
    results: looped.results.map((r, i) => ({ ...r, agentType: types[i % 2] ?? "" })),
  };
  const onlyLast = { ...threaded, results: [{ ...result(1, "thread 1", 0, 1), agentType: "Validator" }] };
  const bars = agentBars(await drawnBy(await timelineChart([mixed, onlyLast])));
  for (const bar of bars) expect(bar.fill).toBe(categoryColours[types.indexOf(String(bar.datum.agentType))]);
});

test("types for which no colour is left are grey and called other types", async () => {
  const many = Array.from({ length: 9 }, (_, id) => result(id, "main", id, id + 1, { type: `Type${id}` }));
  const bars = agentBars(await drawnBy(await timelineChart({ ...looped, totalSeconds: 9, results: many })));
  expect(bars.map((bar) => bar.fill)).toEqual([...categoryColours, ...Array(4).fill(palette.grey)]);
  expect(bars.at(-1)?.datum).toMatchObject({ entry: "other types", agentType: "Type8" });
});

test("a failed agent is hollow, dashed and crossed, and says why", async () => {
  const failed = result(1, "main", 0.5, 1, { error: "divided by zero" });
  const drawn = await drawnBy(
    await timelineChart({ ...looped, results: [result(0, "main", 0, 0.5), failed] }),
  );
  const [good, bad] = agentBars(drawn);
  expect(good).toMatchObject({ fill: palette.blue });
  expect(good?.strokeDash).toBeUndefined();
  expect(bad).toMatchObject({ fill: "transparent", stroke: palette.blue, strokeDash: [4, 3] });
  const crosses = drawn.filter((item) => item.mark === "symbol");
  expect(crosses.map((cross) => [cross.datum.agentId, cross.stroke])).toEqual([[1, palette.failure]]);
  expect(bad?.datum.outcome).toBe("failed: divided by zero");
});

const stopped: SwarmRunLike = {
  executor: "worker-threads",
  totalSeconds: 2,
  results: [
    result(0, "thread 1", 0, 0.6),
    result(1, "thread 2", 0, 1, { error: "took longer than its timeout of 0.5 s" }),
    result(2, "thread 1", 0.6, 2),
  ],
  stops: [
    { agentId: 0, kind: "stopping", at: 0.5 },
    { agentId: 1, kind: "stopping", at: 0.5 },
    // The stop is reported before the clock of the dying thread is read.
    { agentId: 1, kind: "killed", at: 1.001 },
  ],
};

test("a sign stands where an agent was asked to stop, and where it was killed", async () => {
  const chart = await timelineChart(stopped);
  const drawn = await drawnBy(chart);
  const bars = agentBars(drawn);
  const pixelsASecond = (bars.find((bar) => bar.datum.agentId === 2)?.x ?? 0) / 0.6;
  const signs = drawn.filter((item) => item.datum.sign !== undefined);
  expect(signs.map(({ datum, x }) => [datum.agentId, datum.sign, x / pixelsASecond])).toEqual([
    [0, "asked to stop", expect.closeTo(0.5, 3)],
    [1, "asked to stop", expect.closeTo(0.5, 3)],
    [1, "killed", expect.closeTo(1, 3)],
  ]);
  const heightOf = (id: number) => drawn.find((item) => item.mark === "rect" && item.datum.agentId === id)?.y;
  expect(signs[0]?.y).toBeLessThan(signs[1]?.y ?? 0);
  expect(heightOf(0)).toBeLessThan(signs[0]?.y ?? 0);
  expect(new Set(signs.map(({ shape }) => shape)).size).toBe(2);
  expect(bars.find((bar) => bar.datum.agentId === 1)?.datum.outcome).toBe(
    "failed: took longer than its timeout of 0.5 s; asked to stop at 0.50 s, killed at 1.00 s",
  );
  expect(chart.description).toContain("2 agents were asked to stop; 1 agent was killed.");
});

test("the legend explains the signs that are there, and no others", async () => {
  const legendOf = async (run: SwarmRunLike, width = maximumWidth) => {
    const types = Array.from({ length: 6 }, (_, id) => result(id, "main", id, id + 1, { type: `Type${id}` }));
    const { svg } = await timelineChart([run, { ...looped, results: types }], { width });
    expect(sizeOf(svg).width).toBeLessThanOrEqual(width);
    return [...svg.matchAll(/>(asked to stop|killed)</g)].map(([, name]) => name);
  };
  expect(await legendOf(stopped)).toEqual(["asked to stop", "killed"]);
  expect(await legendOf(stopped, 350)).toEqual(["asked to stop", "killed"]);
  expect(await legendOf({ ...stopped, stops: stopped.stops?.slice(0, 2) ?? [] })).toEqual(["asked to stop"]);
  expect(await legendOf(threaded)).toEqual([]);
});

test("an agent that failed in no time is still visible, as a cross", async () => {
  const drawn = await drawnBy(
    await timelineChart({ ...looped, results: [result(7, "main", 1, 1, { error: "gone" })] }),
  );
  expect(agentBars(drawn)).toHaveLength(0);
  expect(drawn.filter((item) => item.mark === "symbol")).toHaveLength(1);
});

test("an agent of a microsecond among seconds is still visible", async () => {
  const tiny = [result(0, "main", 0, 1.999999), result(1, "main", 1.999999, 2)];
  const bars = agentBars(await drawnBy(await timelineChart({ ...looped, results: tiny })));
  expect(Math.min(...bars.map((bar) => bar.width))).toBeGreaterThanOrEqual(1.9);
});

test("a run without agents is an honest empty chart", async () => {
  const chart = await timelineChart({ ...looped, totalSeconds: 0, results: [] });
  const drawn = await drawnBy(chart);
  expect(agentBars(drawn)).toHaveLength(0);
  expect(drawn.some((item) => item.text === "no agent ran")).toBe(true);
  expect(chart.title).toBe("Event loop: no agent ran");
});

test("a run whose agents all failed says so and is compared with nothing", async () => {
  const lost = {
    ...threaded,
    results: threaded.results.map((r) => ({ ...r, success: false, error: { message: "no" } })),
  };
  expect((await timelineChart(lost)).title).toBe("Worker threads: all 4 agents failed");
  expect((await timelineChart([looped, lost])).title).toBe("4 agents failed: the total times do not compare");
});

test("the title claims a factor only for runs of the same number of agents that differ", async () => {
  const title = async (...runs: Parameters<typeof timelineChart>[0][]) =>
    (await timelineChart(runs as never)).title;
  expect(await title(looped, threaded)).toBe("Worker threads: 2.00× as fast as the event loop");
  expect(await title(looped, { ...threaded, totalSeconds: 1.96 })).toBe(
    "The same agents take the same time either way",
  );
  expect(await title(looped, { ...threaded, results: threaded.results.slice(1) })).toBe(
    "The same clock for runs of different size",
  );
  expect((await timelineChart({ "event loop": looped, "all cores": threaded })).title).toBe(
    "All cores: 2.00× as fast as the event loop",
  );
  expect((await timelineChart(looped, { title: "My swarm" })).title).toBe("My swarm");
});

test("no chart is wider than the page, however long its labels and numbers", async () => {
  const long = { ...looped, executor: "an executor whose name nobody would call short", totalSeconds: 119.5 };
  const results = looped.results.map((r) => ({ ...r, worker: `process ${"4711".repeat(20)}` }));
  const chart = await timelineChart([{ ...long, results }, threaded]);
  expect(sizeOf(chart.svg).width).toBeLessThanOrEqual(maximumWidth);
});

test("a thousand overlapping agents make a tall chart, not an endless one", async () => {
  const crowd = Array.from({ length: 1000 }, (_, id) => result(id, "main", 0, 1 + id / 1000));
  const chart = await timelineChart({ ...looped, results: crowd });
  expect(agentBars(await drawnBy(chart))).toHaveLength(1000);
  expect(sizeOf(chart.svg).height).toBeLessThan(3300);
});

test("waits for a model are drawn on their bars, and are told in words", async () => {
  const model = [{ startedAt: 0.5, waitingSeconds: 0.5, modelSeconds: 0.25 }];
  const chart = await timelineChart({ ...looped, results: [{ ...result(1, "main", 0, 2), model }] });
  const drawn = await drawnBy(chart);
  const waits = drawn.filter((item) => item.mark === "rect" && "wait" in item.datum);
  const [bar] = agentBars(drawn);
  expect(waits.map(({ datum }) => datum.wait)).toEqual(["waits in the model's queue", "the model answers"]);
  expect(waits[0]?.x).toBeCloseTo(((bar?.width ?? 0) + 1) / 4, 0);
  expect(waits[0]?.y).toBe(bar?.y);
  expect(chart.description).toContain("together the agents waited 0.50 s for the model, which took 0.25 s");
});
