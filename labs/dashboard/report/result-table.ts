import { formatSpeedup } from "../../common/format-numbers.ts";
import { variantTitle } from "../../common/variant-title.ts";
import type { BenchReport, BenchRun } from "./bench-report.ts";
import { agentCounts } from "./rows.ts";

/** One column of the results as text, for the terminal and the page. */
export interface ResultColumn {
  readonly header: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
  /** Whether the column is left out when there is little room. @default false */
  readonly optional?: boolean;
}

/** The cell of a number that was not measured. */
const NOT_MEASURED = "–";

/** The results as columns of text, without those that have no content. */
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
    cells: runs.map((run) => cell(run) ?? NOT_MEASURED),
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
            { optional: true },
          ),
        ]
      : []),
    // Failed agents did not do their work, so a run with failures has no speedup.
    column("Speedup", (run) => (run.speedup === null || run.failed > 0 ? null : formatSpeedup(run.speedup))),
    ...(runs.some((run) => run.ofCeiling != null)
      ? [
          column("Of ceiling", (run) =>
            run.ofCeiling == null || run.failed > 0 ? null : `${Math.round(100 * run.ofCeiling)} %`,
          ),
        ]
      : []),
    column("CPU %", (run) => (run.cpuPercent === null ? null : String(Math.round(run.cpuPercent)))),
    column("Memory (MB)", (run) => (run.peakMemoryMB === null ? null : run.peakMemoryMB.toFixed(1))),
    ...(runs.some((run) => run.failed > 0)
      ? [column("Failed", (run) => `${run.failed} of ${run.failed + run.succeeded}`)]
      : []),
  ];
}

/** The unit and the number of digits of a column of times, the same for all so that they compare at a glance. */
function timeUnit(seconds: readonly number[]): { unit: string; format: (seconds: number) => string } {
  const milliseconds = Math.max(0, ...seconds) < 0.1;
  const factor = milliseconds ? 1000 : 1;
  const smallest = Math.min(...seconds.filter((value) => value > 0)) * factor;
  // The smallest time has three significant digits, with two to six decimal places.
  const digits = Number.isFinite(smallest)
    ? Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(smallest))))
    : 2;
  return { unit: milliseconds ? "ms" : "s", format: (value) => (value * factor).toFixed(digits) };
}
