import { formatSpeedup } from "../../common/format-numbers.ts";
import { variantTitle } from "../../common/variant-title.ts";
import type { BenchReport, BenchRun } from "./bench-report.ts";
import { agentCounts } from "./rows.ts";

/** One column of the results, as text: the same for the terminal, the page and the CSV file's reader. */
export interface ResultColumn {
  readonly header: string;
  /** Numbers line up on the right, names on the left. */
  readonly align: "left" | "right";
  readonly cells: readonly string[];
  /** Left out first where there is little room. @default false */
  readonly spare?: boolean;
}

/** What stands where nothing was measured. */
export const notMeasured = "–";

/** The results as columns of text; a column that would say nothing is left out. */
export function resultColumns(report: BenchReport): ResultColumn[] {
  const { runs } = report;
  const time = timeUnit(runs.flatMap((run) => run.seconds.median ?? []));
  const column = (
    header: string,
    cell: (run: BenchRun) => string | null,
    more: Partial<ResultColumn> = {},
  ) => ({
    header,
    align: "right" as const,
    cells: runs.map((run) => cell(run) ?? notMeasured),
    ...more,
  });
  return [
    column("Approach", (run) => variantTitle(run.approach), { align: "left" }),
    ...(agentCounts(report).length > 1 ? [column("Agents", (run) => String(run.agents))] : []),
    column(`Time (${time.unit})`, ({ seconds }) =>
      seconds.median === null ? null : time.format(seconds.median),
    ),
    ...(runs.some((run) => run.seconds.low !== null)
      ? [
          column(
            "95 % interval",
            ({ seconds: { low, high } }) =>
              low === null || high === null ? null : `${time.format(low)}–${time.format(high)}`,
            { spare: true },
          ),
        ]
      : []),
    // Failed agents did not do their work, so the time of such a run is no base for a speedup.
    column("Speedup", (run) => (run.speedup === null || run.failed > 0 ? null : formatSpeedup(run.speedup))),
    column("CPU %", (run) => (run.cpuPercent === null ? null : String(Math.round(run.cpuPercent)))),
    column("Memory (MB)", (run) => (run.peakMemoryMB === null ? null : run.peakMemoryMB.toFixed(1))),
    ...(runs.some((run) => run.failed > 0)
      ? [column("Failed", (run) => `${run.failed} of ${run.failed + run.succeeded}`)]
      : []),
  ];
}

/** One unit and one number of digits for a whole column of times, so that they compare at a glance. */
function timeUnit(seconds: readonly number[]): { unit: string; format: (seconds: number) => string } {
  const milliseconds = Math.max(0, ...seconds) < 0.1;
  const factor = milliseconds ? 1000 : 1;
  const smallest = Math.min(...seconds.filter((value) => value > 0)) * factor;
  // Three digits of the smallest time, but never more than six behind the point and never fewer than two.
  const digits = Number.isFinite(smallest)
    ? Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(smallest))))
    : 2;
  return { unit: milliseconds ? "ms" : "s", format: (value) => (value * factor).toFixed(digits) };
}
