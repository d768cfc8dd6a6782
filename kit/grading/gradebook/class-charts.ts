import { barChart, type Chart } from "@swarmlab/labs/dashboard";
import { median } from "../../common/median.ts";
import { withoutMarks } from "../../common/sentence-html.ts";
import type { LessonStats } from "./class-stats.ts";

/** Steps of the distribution of points. */
const DISTRIBUTION_STEPS = 10;
/** Checks that the chart of the hardest ones shows. */
const MAX_HARDEST_CHECKS = 10;

/** The number of students in each tenth of the points. */
export function distributionRows({ totals, max }: LessonStats): { label: string; value: number }[] {
  const counts = new Array<number>(DISTRIBUTION_STEPS).fill(0);
  for (const total of totals) {
    const step =
      max === 0
        ? 0
        : Math.min(DISTRIBUTION_STEPS - 1, Math.max(0, Math.floor((total / max) * DISTRIBUTION_STEPS)));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts
    .map((value, step) => ({
      label: `${step * 10} to ${step === DISTRIBUTION_STEPS - 1 ? 100 : `under ${(step + 1) * 10}`} %`,
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

/** Checks that some notebooks fail, the hardest first, at most ten. */
export const hardestChecks = ({ checks }: LessonStats) =>
  checks.filter(({ passed, tried }) => passed < tried).slice(0, MAX_HARDEST_CHECKS);

export const hardestChart = (stats: LessonStats): Promise<Chart> =>
  barChart(
    hardestChecks(stats).map(({ exercise, name, hidden, passed, tried }) => ({
      label: `${exercise} ${withoutMarks(name)}${hidden ? " (hidden)" : ""}`,
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

/** The number of notebooks by their time before or after the due date. */
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

/** Loads the chart library before the first chart, because loading takes longer than drawing. */
export async function preloadCharts(): Promise<void> {
  await barChart([{ label: "warm", value: 1 }], { title: "warm", axisTitle: "warm" });
}
