import { expect, test } from "vitest";
import {
  type BenchReport,
  barChart,
  type Chart,
  checkReport,
  cpuChart,
  lineChart,
  memoryChart,
  scalingChart,
  timeChart,
} from "../../../labs/dashboard/index.ts";
import { palette } from "../../../labs/dashboard/theme.ts";
import { clear, clearRuns, reportOf, run, scaled } from "./sample-report.ts";
import { type Drawn, drawnBy } from "./scenegraph.ts";
import { parseXml, sizeOf } from "./svg.ts";

const bars = (drawn: readonly Drawn[]) => drawn.filter((item) => item.mark === "rect" && item.height > 10);
const texts = (drawn: readonly Drawn[]) => drawn.flatMap((item) => item.text ?? []);

test("times are bars to scale, with whiskers from end to end of the interval", async () => {
  const drawn = await drawnBy(await timeChart(clear));
  const pixelsASecond = (bars(drawn)[0]?.width ?? 0) / 4;
  expect(bars(drawn).map((bar) => bar.width / pixelsASecond)).toEqual(
    [4, 4.02, 2.08, 2.4].map((s) => expect.closeTo(s, 4)),
  );
  const whiskers = drawn.filter((item) => item.mark === "rect" && item.height === 1.5);
  expect(whiskers.map((item) => [item.x / pixelsASecond, item.width / pixelsASecond])).toEqual(
    [4, 4.02, 2.08, 2.4].map((s) => [expect.closeTo(s * 0.98, 4), expect.closeTo(s * 0.04, 4)]),
  );
  expect(texts(drawn)).toContain("2.04 s – 2.12 s");
});

test("CPU is drawn against all cores, memory without a reference", async () => {
  const cpu = await drawnBy(await cpuChart(clear));
  const full = cpu.find((item) => item.mark === "rule")?.x ?? 0;
  expect(bars(cpu).map((bar) => (100 * bar.width) / full)).toEqual(
    [49.6, 49.8, 97.2, 95.1].map((p) => expect.closeTo(p, 4)),
  );
  const memory = await memoryChart(clear);
  expect(memory.title).toBe("At the peak: 62 MB for sequential, 142 MB for child processes");
});

test("scaling draws a line with a shape of its own for each variant, and the ideal up to the cores", async () => {
  const chart = await scalingChart(
    reportOf([...scaled.runs, ...[1].map((agents) => run("sequential", 0.5, { agents, speedup: 1 }))]),
  );
  const drawn = await drawnBy(chart);
  const points = drawn.filter((item) => item.mark === "symbol");
  expect(new Set(points.map((point) => point.shape)).size).toBe(4);
  expect(
    points
      .filter((point) => point.datum.series === "Worker threads")
      .map((point) => [point.datum.x, point.datum.y]),
  ).toEqual([2, 4, 8].map((x) => [x, expect.closeTo(4 / 2.08, 6)]));
  const ideal = drawn.filter(
    (item) => item.mark === "line" && item.stroke === palette.grey && item.strokeDash,
  );
  expect(ideal.map((item) => [item.datum.x, item.datum.y])).toEqual([
    [1, 1],
    [2, 2],
    [4, 2],
    [8, 2],
  ]);
  expect(chart.title).toBe("Worker threads: 1.92× with 8 agents on 2 cores");
});

test("a run with failures is hollow in every chart and never in a title", async () => {
  const lossy = reportOf(
    clearRuns.map((each) =>
      each.approach === "worker-threads" ? { ...each, failed: 1, succeeded: 7 } : each,
    ),
  );
  for (const draw of [timeChart, cpuChart, memoryChart]) {
    expect(bars(await drawnBy(await draw(lossy))).filter((bar) => bar.fill === "transparent")).toHaveLength(
      1,
    );
  }
  const scaling = await drawnBy(await scalingChart(lossy));
  expect(scaling.filter((item) => item.mark === "symbol" && item.fill === "transparent")).toHaveLength(1);
  expect((await timeChart(lossy)).title).toBe("8 agents: child processes took 2.40 s");
});

test("a variant keeps its colour in every chart, also one that is not an executor", async () => {
  const report = reportOf([...clearRuns, run("python3.14t threads", 3)]);
  const expected = [palette.grey, palette.amber, palette.blue, palette.green, palette.pink];
  for (const draw of [timeChart, cpuChart, memoryChart]) {
    expect(bars(await drawnBy(await draw(report))).map((bar) => bar.fill)).toEqual(expected);
  }
});

test("a variant without a measurement is left out, and without any measurement there is no chart", async () => {
  const holes = reportOf([
    run("sequential", 4, { peakMemoryMB: null, cpuPercent: null }),
    run("worker-threads", 2, { cpuPercent: null }),
  ]);
  expect(bars(await drawnBy(await memoryChart(holes)))).toHaveLength(1);
  await expect(cpuChart(holes)).rejects.toMatchObject({
    code: "NOTHING_TO_SHOW",
    message: expect.stringContaining("CPU measured"),
  });
  await expect(timeChart(clear, { agents: 3 })).rejects.toMatchObject({
    message: expect.stringContaining("No run with 3 agents"),
  });
});

test("what the machine can do is a line of its own in the scaling chart, and in its headline", async () => {
  const ceilings = [2, 4, 8].map((agents) => ({
    agents,
    processes: 2,
    pinned: true,
    seconds: { median: 1, low: null, high: null, n: 3 },
    speedup: 1.95,
  }));
  const runs = scaled.runs.map((each) => ({ ...each, ofCeiling: 0.984 }));
  const chart = await scalingChart({ ...scaled, runs, ceilings });
  expect(chart.title).toBe(
    "Worker threads: 1.92× with 8 agents on 2 cores, 98 % of what this machine can do",
  );
  expect(chart.toText(80)).toMatch(/What this machine can do +1\.95× +1\.95× +1\.95×/);
});

const broken: [what: string, change: object, says: string][] = [
  ["no machine", { machine: undefined }, "machine has to be an object, but it is undefined"],
  [
    "no cores",
    { machine: { ...clear.machine, cores: 0 } },
    "machine.cores has to be a number from 1 on, but it is 0",
  ],
  ["runs that are no array", { runs: {} }, "runs has to be an array, but it is an object"],
  ["no runs", { runs: [] }, "nothing was measured"],
  [
    "a run without seconds",
    { runs: [{ ...clearRuns[0], seconds: null }] },
    "runs[0].seconds has to be an object, but it is null",
  ],
  [
    "a time that is NaN",
    { runs: [run("a", Number.NaN)] },
    "runs[0].seconds.median has to be a number from 0 on, but it is NaN",
  ],
  ["a time below zero", { runs: [run("a", -1)] }, "runs[0].seconds.median is -1"],
  [
    "an approach that is no text",
    { runs: [run(7 as never, 1)] },
    "runs[0].approach has to be a text, but it is 7",
  ],
];

test.each(broken)("a report with %s is refused by naming the field", async (_what, change, says) => {
  const report = { ...clear, ...change } as BenchReport;
  expect(() => checkReport(report)).toThrow(
    expect.objectContaining({ name: "DashboardError", message: expect.stringContaining(says) }),
  );
  await expect(timeChart(report)).rejects.toThrow(says);
});

test("any comparison can be drawn: on a logarithmic axis as dots, between powers of ten", async () => {
  const chart = await barChart(
    [
      { label: "share", value: 0.000_035 },
      { label: "clone", value: 0.06, low: 0.05, high: 0.09 },
      { label: "process", value: 0.3, hollow: true, note: "1 failed" },
    ],
    { title: "A 32 MB context", axisTitle: "seconds", scale: "log" },
  );
  const dots = (await drawnBy(chart)).filter((item) => item.mark === "symbol");
  const decade = ((dots[1]?.x ?? 0) - (dots[0]?.x ?? 0)) / Math.log10(0.06 / 0.000_035);
  // The axis runs from 0.00001 to 1.
  expect(dots[0]?.x).toBeCloseTo(decade * Math.log10(3.5), 3);
  expect(dots.map((dot) => dot.fill === "transparent")).toEqual([false, false, true]);
  expect(chart.toText(60)).toContain("1 failed");
});

test("an executor has its own colour in every chart, and nothing else has it", async () => {
  const labels = ["worker threads", "hybrid", "sequential", "pool", "child-processes"];
  const ways = await barChart(
    labels.map((label) => ({ label, value: 1 })),
    { title: "Ways", axisTitle: "seconds" },
  );
  const lines = await lineChart(Object.fromEntries(labels.map((label) => [label, [{ x: 1, y: 1 }]])), {
    title: "Ways",
    xTitle: "agents",
    yTitle: "seconds",
  });
  const { blue, amber, grey, pink, green } = palette;
  const expected = [blue, amber, grey, pink, green];
  expect(bars(await drawnBy(ways)).map((bar) => bar.fill)).toEqual(expected);
  const points = (await drawnBy(lines)).filter((item) => item.mark === "symbol");
  expect(points.map((point) => point.fill)).toEqual(expected);
});

test("any growth can be drawn: few points as numbers in text, many as a row of blocks", async () => {
  const options = { title: "Contention", xTitle: "agents", yTitle: "ms" };
  const few = await lineChart(
    {
      lock: [
        { x: 4, y: 3 },
        { x: 1, y: 0.25, low: 0.2, high: 0.3 },
      ],
      queue: [{ x: 4, y: 1 }],
    },
    options,
  );
  expect(few.toText(40)).toBe(
    "Contention\n\nagents     1  4\nlock    0.25  3\nqueue      –  1\n\nin the cells: ms",
  );
  const points = Array.from({ length: 64 }, (_, x) => ({ x, y: x < 32 ? 0 : 7 }));
  const many = await lineChart({ waiting: points }, { ...options, steps: true });
  expect(many.toText(24).split("\n")[2]).toBe("waiting ▁▁▁▁▁▁▁▁████████");
  expect((await drawnBy(many)).some((item) => item.mark === "symbol")).toBe(false);
});

test.each([
  [
    [16, 32, 64],
    ["16", "32", "64"],
  ],
  [
    [256, 1_048_576, 2_000_001],
    ["256", "1,048,576", "2,000,001"],
  ],
  [
    [0.25, 0.5, 1.75],
    ["0.25", "0.5", "1.75"],
  ],
])("measured values %j of x stand at the axis and in the text as they are", async (xs, labels) => {
  const points = xs.map((x) => ({ x, y: 1 }));
  const options = { title: "Contention", xTitle: "agents", yTitle: "ms" };
  for (const xScale of ["linear", "log"] as const) {
    const { svg } = await lineChart({ lock: points }, { ...options, xScale });
    const written = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(written).toEqual(expect.arrayContaining(labels));
  }
  const header = (await lineChart({ lock: points }, options)).toText(60).split("\n")[2];
  expect(header?.split(/\s+/).slice(1)).toEqual(xs.map(String));
});

test.each([
  ["no row", () => barChart([], { title: "", axisTitle: "" })],
  ["a value that is NaN", () => barChart([{ label: "a", value: Number.NaN }], { title: "", axisTitle: "" })],
  [
    "zero on a logarithmic axis",
    () => barChart([{ label: "a", value: 0 }], { title: "", axisTitle: "", scale: "log" }),
  ],
  ["no point", () => lineChart({ a: [] }, { title: "", xTitle: "", yTitle: "" })],
  ["a point without y", () => lineChart({ a: [{ x: 1 } as never] }, { title: "", xTitle: "", yTitle: "" })],
])("a chart of %s is refused", async (_what, draw) => {
  await expect(draw()).rejects.toMatchObject({ name: "DashboardError" });
});

const makers: Record<string, (width: number) => Promise<Chart>> = {
  time: (width) => timeChart(scaled, { width }),
  cpu: (width) => cpuChart(scaled, { width }),
  memory: (width) => memoryChart(scaled, { width }),
  scaling: (width) => scalingChart(scaled, { width }),
  bars: (width) =>
    barChart([{ label: "a label that is rather long to read", value: 3, note: "and a note" }], {
      title: "A title of many words that has to be broken somewhere",
      axisTitle: "what",
      width,
    }),
};

test.each(Object.entries(makers))(
  "%s: as wide as asked for on a page and on a phone, well-formed, without shared ids",
  async (_name, make) => {
    for (const width of [760, 350]) {
      const chart = await make(width);
      expect(sizeOf(chart.svg).width).toBeLessThanOrEqual(width);
      expect(parseXml(chart.svg)[0]).toBe("svg");
      expect(chart.svg.match(/ id="(?!chart-)/)).toBeNull();
    }
  },
);
