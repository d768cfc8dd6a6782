import { barChart, type Chart } from "@swarmlab/labs/dashboard";
import { median } from "../../common/median.ts";
import type { LessonStats } from "./class-stats.ts";

/** Steps of the distribution of points. */
const steps = 10;
/** Checks that the chart of the hardest ones shows. */
const hardest = 10;

/** How many students have how many points, in tenths of what there is. */
export function distributionRows({ totals, max }: LessonStats): { label: string; value: number }[] {
  const counts = new Array<number>(steps).fill(0);
  for (const total of totals) {
    const step = max === 0 ? 0 : Math.min(steps - 1, Math.max(0, Math.floor((total / max) * steps)));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts
    .map((value, step) => ({
      label: `${step * 10} to ${step === steps - 1 ? 100 : `under ${(step + 1) * 10}`} %`,
      value,
    }))
    .reverse();
}

export const distributionChart = (stats: LessonStats): Promise<Chart> =>
  barChart(distributionRows(stats), {
    title: `Lesson ${stats.id}: how the points are spread`,
    axisTitle: "students",
    format: String,
    colours: "one",
  });

/** Checks that not everybody passes, the hardest first, at most ten. */
export const hardestChecks = ({ checks }: LessonStats) =>
  checks.filter(({ passed, tried }) => passed < tried).slice(0, hardest);

export const hardestChart = (stats: LessonStats): Promise<Chart> =>
  barChart(
    hardestChecks(stats).map(({ exercise, name, hidden, passed, tried }) => ({
      label: `${exercise} ${name}${hidden ? " (hidden)" : ""}`,
      value: (100 * passed) / tried,
      note: `${passed} of ${tried}`,
    })),
    {
      title: `Lesson ${stats.id}: the hardest checks`,
      axisTitle: "share of the notebooks that pass, in %",
      format: (value) => `${Math.round(value)} %`,
      colours: "one",
    },
  );

/** When work came, in steps around the moment it was due. */
export function aheadRows({ ahead }: LessonStats): { label: string; value: number }[] {
  const hour = 3_600_000;
  const bounds: [label: string, from: number, to: number][] = [
    ["more than 3 days early", 72 * hour, Number.POSITIVE_INFINITY],
    ["1 to 3 days early", 24 * hour, 72 * hour],
    ["on the last day", hour, 24 * hour],
    ["in the last hour", 0, hour],
    ["up to 1 day late", -24 * hour, 0],
    ["more than 1 day late", Number.NEGATIVE_INFINITY, -24 * hour],
  ];
  return bounds.map(([label, from, to]) => ({
    label,
    value: ahead.filter((time) => time >= from && time < to).length,
  }));
}

export const aheadChart = (stats: LessonStats): Promise<Chart> =>
  barChart(aheadRows(stats), {
    title: `Lesson ${stats.id}: when work was handed in`,
    axisTitle: "notebooks",
    format: String,
    colours: "one",
  });

/** Median seconds of grading, by exercise. */
export const timeRows = ({ exerciseSeconds }: LessonStats): { label: string; value: number }[] =>
  Object.entries(exerciseSeconds).map(([id, seconds]) => ({ label: id, value: median(seconds) }));

export const timeChart = (stats: LessonStats): Promise<Chart> =>
  barChart(timeRows(stats), {
    title: `Lesson ${stats.id}: how long grading an exercise took`,
    axisTitle: "seconds, median",
    format: (value) => `${value.toFixed(2)} s`,
    colours: "one",
  });

/** Reads what draws charts, which takes longer than drawing them, ahead of the first one. */
export async function warmCharts(): Promise<void> {
  await barChart([{ label: "warm", value: 1 }], { title: "warm", axisTitle: "warm" });
}
