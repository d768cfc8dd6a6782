import { availableParallelism } from "node:os";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { type SpeedupInput, type SpeedupOptions, speedupChart } from "../../../labs/dashboard/index.ts";
import { palette } from "../../../labs/dashboard/theme.ts";
import { looped, threaded } from "./sample-runs.ts";
import { drawnBy } from "./scenegraph.ts";

const rows = [
  { label: "Sequential", seconds: 2 },
  { label: "Event loop", seconds: 2.02 },
  { label: "Worker threads", seconds: 1.04 },
];

test("a bar is as long as its speedup, the base is 1×, the cores are the ideal", async () => {
  const drawn = await drawnBy(await speedupChart(rows, { cores: 2 }));
  const bars = drawn.filter((item) => item.mark === "rect");
  const [base] = bars;
  expect(bars.map((bar) => bar.width / (base?.width ?? 0))).toEqual([
    1,
    expect.closeTo(2 / 2.02, 6),
    expect.closeTo(2 / 1.04, 6),
  ]);
  const lines = drawn.filter((item) => item.mark === "rule");
  expect(lines.map((line) => line.x / (base?.width ?? 0))).toEqual([
    expect.closeTo(1, 6),
    expect.closeTo(2, 6),
  ]);
  expect(lines.map((line) => line.strokeDash)).toEqual([
    [1, 0],
    [6, 4],
  ]);
});

test("the value of every bar is written beside it", async () => {
  const drawn = await drawnBy(await speedupChart(rows, { cores: 2 }));
  const texts = drawn.filter((item) => item.mark === "text").map((item) => item.text);
  expect(texts).toEqual(["base", "ideal: 2 cores", "1.00×", "0.99×", "1.92×", "2.00 s", "2.02 s", "1.04 s"]);
});

test("an executor has the same colour in every chart", async () => {
  const bars = (await drawnBy(await speedupChart(rows))).filter((item) => item.mark === "rect");
  expect(bars.map((bar) => bar.fill)).toEqual([palette.grey, palette.amber, palette.blue]);
});

test("runs can be handed in as they are", async () => {
  expect((await speedupChart([looped, threaded], { cores: 2 })).title).toBe(
    "Worker threads: 2.00× on 2 cores",
  );
  expect((await speedupChart({ loop: looped, threads: threaded }, { cores: 4 })).title).toBe(
    "Threads: 2.00× on 4 cores",
  );
});

test("a row with failed agents is hollow, says so and is not the title", async () => {
  const failing = { label: "Child processes", seconds: 0.5, failed: 2 };
  const chart = await speedupChart([...rows, failing], { cores: 2 });
  expect(chart.title).toBe("Worker threads: 1.92× on 2 cores");
  const bar = (await drawnBy(chart)).find((item) => item.mark === "rect" && item.datum.hollow === true);
  expect(bar).toMatchObject({ fill: "transparent", strokeDash: [4, 3] });
  expect(chart.text).toContain("0.50 s, 2 failed");
});

test("the base is the row called sequential, else the first, else the one named", async () => {
  const describe = async (input: SpeedupInput, options?: SpeedupOptions) =>
    (await speedupChart(input, options)).description;
  const reversed = rows.toReversed();
  expect(await describe(reversed)).toContain("against sequential:");
  expect(await describe(reversed.slice(0, 2))).toContain("against worker threads:");
  expect(await describe(rows, { base: "Event loop" })).toContain("against event loop:");
});

test("the title claims no speedup where there is none", async () => {
  expect((await speedupChart(rows.slice(0, 2))).title).toBe("Nothing is faster than sequential");
  expect((await speedupChart(rows.slice(0, 1))).title).toBe("Sequential: 2.00 s");
});

test("by default the ideal is the number of cores that this process may use", async () => {
  expect((await speedupChart(rows)).description).toContain(`The ideal is ${availableParallelism()}×`);
});

test("one core makes one line of base and ideal", async () => {
  const drawn = await drawnBy(await speedupChart(rows, { cores: 1 }));
  expect(drawn.filter((item) => item.mark === "rule")).toHaveLength(1);
  expect(drawn.some((item) => item.text === "1 core: base and ideal")).toBe(true);
});

test("in text, bars are to scale, numbers right-aligned, the ideal a dotted line", async () => {
  expect((await speedupChart(rows, { cores: 2 })).toText(48)).toBe(
    [
      "Worker threads: 1.92× on 2 cores",
      "",
      "Sequential     ▒▒▒▒▒▒▒▒▒        ┊  1.00×  2.00 s",
      "Event loop     ████████         ┊  0.99×  2.02 s",
      "Worker threads ████████████████ ┊  1.92×  1.04 s",
      "",
      "▒ base: Sequential   ┊ ideal: 2 cores",
    ].join("\n"),
  );
});

test.each([20, 40, 120])("no line of text is wider than %d columns", async (columns) => {
  const wide = [
    { label: "顺序执行", seconds: 1 },
    { label: "a very long label of a very long run", seconds: 123.4 },
  ];
  const lines = (await speedupChart(wide)).toText(columns).split("\n");
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
});

const refused: [what: string, input: unknown, options: SpeedupOptions, code: string, says: RegExp][] = [
  ["no row", [], {}, "NOTHING_TO_SHOW", /no row/],
  ["a promise", Promise.resolve([]), {}, "INVALID_ARGUMENT", /await/],
  ["a value that is not a row", [7], {}, "INVALID_ARGUMENT", /Row 1 .*await/],
  ["a time of zero", [{ label: "a", seconds: 0 }], {}, "INVALID_TIME", /"a" is 0 seconds/],
  ["a time that is NaN", [{ label: "a", seconds: Number.NaN }], {}, "INVALID_TIME", /"a" is NaN seconds/],
  ["a time in words", [{ label: "a", seconds: "1" }], {}, "INVALID_TIME", /"a" is 1 seconds/],
  [
    "a base that is not a row",
    rows,
    { base: "Python" },
    "INVALID_ARGUMENT",
    /No row is called "Python".*"Sequential"/,
  ],
  ["half a core", rows, { cores: 0.5 }, "INVALID_ARGUMENT", /cores is 0.5/],
];

test.each(refused)("%s is refused in one sentence", async (_what, input, options, code, says) => {
  const error = await speedupChart(input as SpeedupInput, options).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "DashboardError", code, message: expect.stringMatching(says) });
});
