import { count, formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import type { Bars, ReferenceLine } from "../bars/bars.ts";
import { fit } from "../chart/text-layout.ts";
import { failures } from "./speedup-words.ts";
import type { Speedups } from "./speedups.ts";

/** Speedups as bars: a solid line at the base's 1×, a dashed one at the number of cores, rows with failures hollow. */
export function speedupBars({ rows, base, cores }: Speedups, title: string): Bars {
  return {
    title,
    ...(rows.some((row) => row.failed > 0) && {
      subtitle: "hollow bars had failed agents and do not compare",
    }),
    axisTitle: `times as fast as ${fit(base.label.toLowerCase(), 60)}`,
    lines: referenceLines(cores),
    textLegend: [`▒ base: ${base.label}`, `┊ ideal: ${count(cores, "core")}`],
    rows: rows.map((row) => ({
      label: row.label,
      value: row.speedup,
      colour: row.colour,
      hollow: row.failed > 0,
      isBase: row.isBase,
      numbers: [formatSpeedup(row.speedup), `${formatSeconds(row.seconds)}${failures(row)}`],
      tooltip: {
        run: row.label,
        speedup: formatSpeedup(row.speedup),
        time: formatSeconds(row.seconds),
        "failed agents": String(row.failed),
      },
    })),
  };
}

/** The lines of base and ideal: one line when they coincide. */
function referenceLines(cores: number): ReferenceLine[] {
  if (cores === 1) return [{ at: 1, name: "1 core: base and ideal", dashed: true }];
  return [
    { at: 1, name: "base", dashed: false },
    { at: cores, name: `ideal: ${cores} cores`, dashed: true },
  ];
}
