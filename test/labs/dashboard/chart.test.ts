import { execFileSync } from "node:child_process";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { DashboardError, speedupChart, timelineChart } from "../../../labs/dashboard/index.ts";
import { looped, result, threaded } from "./sample-runs.ts";
import { parseXml } from "./svg.ts";

const rows = [
  { label: "Sequential", seconds: 2 },
  { label: "Worker threads", seconds: 1 },
];
const charts = await Promise.all([timelineChart([looped, threaded]), speedupChart(rows)]);

test.each(charts)("a chart is shown as Vega-Lite, as SVG and as text at once: $title", (chart) => {
  const bundle = chart[Symbol.for("swarmlab.mime") as never] as () => Record<string, unknown>;
  expect(bundle.call(chart)).toEqual({
    "application/vnd.vegalite.v5+json": chart.spec,
    "image/svg+xml": chart.svg,
    "text/plain": chart.text,
  });
  expect(JSON.parse(JSON.stringify(chart.spec))).toEqual(chart.spec);
});

test.each(charts)("the SVG is well-formed and one described image: $title", (chart) => {
  expect(parseXml(chart.svg).slice(0, 4)).toEqual(["svg", "title", "desc", "rect"]);
  const [, title, desc] = chart.svg.match(/role="img" aria-labelledby="([\w-]+) ([\w-]+)"/) ?? [];
  expect(chart.svg).toContain(`<title id="${title}">${chart.title}</title>`);
  expect(chart.svg).toContain(`<desc id="${desc}">${chart.description}</desc>`);
  expect(chart.spec.description).toBe(`${chart.title}. ${chart.description}`);
});

test("names with markup, quotes, control characters and half an emoji still make well-formed SVG", async () => {
  const nasty = `<b>&"'\u0000\u0007\u001b[31m\ud83d</b>`;
  const run = {
    ...looped,
    executor: nasty,
    results: [result(0, nasty, 0, 1, { type: nasty, error: nasty })],
  };
  expect(() => charts.map((chart) => parseXml(chart.svg))).not.toThrow();
  for (const chart of [await timelineChart([run, threaded]), await speedupChart({ [nasty]: looped })]) {
    expect(parseXml(chart.svg)[0]).toBe("svg");
    expect(chart.svg).toContain("&lt;b&gt;");
  }
});

test("the same data give the same bytes, and two charts on a page share no id", async () => {
  expect((await speedupChart(rows)).svg).toBe(charts[1]?.svg);
  const ids = charts.flatMap((chart) => [...chart.svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a chart cannot be changed once made", () => {
  const [chart] = charts;
  expect(Object.isFrozen(chart)).toBe(true);
  expect(Object.isFrozen(chart?.spec.vconcat)).toBe(true);
});

test("console.log prints a chart as text", () => {
  expect(inspect(charts[1])).toContain("┊ ideal");
  expect(`${charts[1]}`).toBe(charts[1]?.text);
});

test("text has the colour of the host's text, and the ground is the host's", () => {
  for (const chart of charts) {
    const { background, ...config } = chart.spec.config as Record<string, unknown>;
    expect(background).toBe("transparent");
    // Words whose colour is the chart's own stand on a coloured bar, which looks the same everywhere.
    const inks = JSON.stringify(config).match(/"(?:fill|[a-zA-Z]*[cC]olor)":"[^"]*"/g) ?? [];
    expect(inks.filter((ink) => !ink.includes("gridColor"))).toEqual(
      expect.arrayContaining(['"labelColor":"var(--jp-content-font-color1, currentColor)"']),
    );
    for (const ink of inks) expect(ink).toMatch(/gridColor|currentColor/);
  }
});

test("the still picture has colours of its own", () => {
  for (const chart of charts) expect(chart.svg).not.toContain("var(");
});

test("no word is smaller than 12 pixels", () => {
  for (const chart of charts) {
    const sizes = [...chart.svg.matchAll(/font-size="([\d.]+)(?:px)?"/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  }
});

test("the dashboard can be required from CommonJS, as notebook cells do", () => {
  const index = new URL("../../../labs/dashboard/index.ts", import.meta.url).pathname;
  const script = `const { speedupChart } = require(${JSON.stringify(index)});
    speedupChart([{ label: "a", seconds: 1 }]).then((chart) => process.stdout.write(chart.title));`;
  const environment = { ...process.env, NODE_OPTIONS: "" };
  expect(
    execFileSync(process.execPath, ["--input-type=commonjs", "-e", script], {
      encoding: "utf8",
      env: environment,
    }),
  ).toBe("A: 1.00 s");
});

test("an error is recognised across copies of the module", () => {
  const error = new DashboardError("NOTHING_TO_SHOW", "Nothing.");
  const foreign = { [Symbol.for("swarmlab.dashboardError")]: true };
  expect([error, foreign, new Error("x"), null].map(DashboardError.isDashboardError)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  "<a><b></a></b>",
  "<a>",
  "<a x=1/>",
  '<a x="1" x="2"/>',
  "<a>1 & 2</a>",
  "<a>1 < 2</a>",
  "<a/><b/>",
  "<a>\u0007</a>",
])("the checker of well-formedness itself refuses %j", (xml) => {
  expect(() => parseXml(xml)).toThrow();
});
