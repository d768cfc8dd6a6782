import { capitalised, count, formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import type { Speedup, Speedups } from "./speedups.ts";

/** The chart's message in one line. It names the fastest row without failures. */
export function speedupTitle(speedups: Speedups): string {
  return capitalised(claim(speedups));
}

function claim({ rows, base, cores }: Speedups): string {
  if (base.failed > 0) return `${base.label} is the base, and ${count(base.failed, "agent")} of it failed`;
  const sound = rows.filter((row) => row.failed === 0 && !row.isBase);
  const [best] = sound.sort((a, b) => b.speedup - a.speedup);
  if (!best)
    return rows.length === 1
      ? `${base.label}: ${formatSeconds(base.seconds)}`
      : "Only the base finished without failures";
  if (best.speedup < 1.05) return `Nothing is faster than ${base.label.toLowerCase()}`;
  return `${best.label}: ${formatSpeedup(best.speedup)} on ${count(cores, "core")}`;
}

export function speedupDescription({ rows, base, cores }: Speedups): string {
  const each = rows.map(
    (row) => `${row.label} ${formatSpeedup(row.speedup)} in ${formatSeconds(row.seconds)}${failures(row)}`,
  );
  return `Speedup against ${base.label.toLowerCase()}: ${each.join("; ")}. The ideal is ${cores}×, one for each core.`;
}

/** ", 2 failed", or an empty text. */
export function failures(row: Speedup): string {
  return row.failed > 0 ? `, ${row.failed} failed` : "";
}
