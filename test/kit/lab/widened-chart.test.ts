import { expect, test } from "vitest";
import { barChart, lineChart, timelineChart } from "../../../labs/dashboard/index.ts";
import { looped, threaded } from "../../labs/dashboard/sample-runs.ts";

// Part of JupyterLab's page, which has no build and no types.
const { widenedChart } = await import(
  new URL("../../../kit/lab/page/swarmlab-page/static/widened-chart.js", import.meta.url).href
);

const bars = (width?: number) =>
  barChart([{ label: "one agent", value: 2 }], {
    title: "Bars",
    axisTitle: "seconds",
    ...(width !== undefined && { width }),
  });

test("a chart gets the page's width, and the numbers right of its plot move along", async () => {
  const { spec } = await bars();
  const wide = widenedChart(spec, 1500);
  const more = 1500 - 760;
  expect(wide.width).toBe((spec.width as number) + more);
  const numbers = ({ layer }: { layer: { encoding: { x: { value?: number } } }[] }) =>
    layer.flatMap(({ encoding }) => encoding.x.value ?? []);
  expect(numbers(wide)).toEqual(numbers(spec as never).map((at) => at + more));
  expect(numbers(wide).length).toBeGreaterThan(0);
});

test("each panel of a timeline is as wide as the page", async () => {
  const { spec } = await timelineChart({ looped, threaded });
  const widths = (chart: { vconcat: { width: number }[] }) => chart.vconcat.map(({ width }) => width);
  expect(widths(widenedChart(spec, 1000))).toEqual(widths(spec as never).map((width) => width + 240));
});

test("a chart stays as it is on a narrow page, and where its width was chosen", async () => {
  const [own, chosen] = [await bars(), await bars(500)];
  expect(widenedChart(own.spec, 700)).toBe(own.spec);
  expect(widenedChart(chosen.spec, 1500)).toBe(chosen.spec);
  expect(widenedChart({ mark: "point" }, 1500)).toEqual({ mark: "point" });
});

test("a chart of lines is drawn wider, with more ticks", async () => {
  const points = Array.from({ length: 20 }, (_, x) => ({ x, y: x }));
  const { spec } = await lineChart(
    { a: points } as never,
    { title: "Lines", xTitle: "x", yTitle: "y" } as never,
  );
  const ticks = (chart: { layer: { encoding: { x: { axis: { tickCount: number } } } }[] }) =>
    chart.layer[0]?.encoding.x.axis.tickCount ?? 0;
  expect(ticks(widenedChart(spec, 1520))).toBeGreaterThan(ticks(spec as never));
});
