import { columnsOf, flow, padLeft, padRight, wrap } from "../chart/text-layout.ts";
import { count, formatSeconds, formatSpeedup } from "../numbers.ts";
import { failures } from "./speedup-words.ts";
import type { Speedups } from "./speedups.ts";

/** Speedups for a terminal: a bar a line, its numbers right-aligned, `┊` where the ideal lies. At most `columns` wide. */
export function speedupText({ rows, base, cores }: Speedups, title: string, columns: number): string {
  const values = rows.map((row) => formatSpeedup(row.speedup));
  const times = rows.map((row) => `${formatSeconds(row.seconds)}${failures(row)}`);
  const widest = (texts: readonly string[]) => Math.max(...texts.map(columnsOf));
  const [valueColumns, timeColumns] = [widest(values), widest(times)];
  const labelColumns = Math.min(widest(rows.map((row) => row.label)), Math.floor(columns / 3));
  const plotColumns = Math.max(4, columns - labelColumns - valueColumns - timeColumns - 5);
  const highest = Math.max(cores, ...rows.map((row) => row.speedup));
  const columnAt = (speedup: number) => Math.round((speedup / highest) * plotColumns);

  const lines = rows.map((row, index) => {
    const filling = row.failed > 0 ? "x" : row.isBase ? "▒" : "█";
    const cells = padRight(filling.repeat(Math.max(1, columnAt(row.speedup))), plotColumns + 1).split("");
    if (cells[columnAt(cores)] === " ") cells[columnAt(cores)] = "┊";
    const numbers = `${padLeft(values[index] ?? "", valueColumns)}  ${padLeft(times[index] ?? "", timeColumns)}`;
    return `${padRight(row.label, labelColumns)} ${cells.join("")} ${numbers}`;
  });
  const legend = [`▒ base: ${base.label}`, `┊ ideal: ${count(cores, "core")}`];
  return [...wrap(title, columns), "", ...lines, "", ...flow(legend, columns)]
    .map((line) => line.trimEnd())
    .join("\n");
}
