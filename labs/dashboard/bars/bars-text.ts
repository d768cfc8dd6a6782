import { columnsOf, flow, padLeft, padRight, wrap } from "../chart/text-layout.ts";
import { type Bars, domainOf, highestOf } from "./bars.ts";

/**
 * Bars for a terminal: a line for each bar, its numbers right-aligned, `┊` at the dashed line, `x` for a bar that does not
 * compare, `▒` for the base. At most `columns` columns wide; a narrow terminal lacks the last numbers.
 */
export function barsText(bars: Bars, columns: number): string {
  const { rows } = bars;
  const labelColumns = Math.min(widest(rows.map((row) => row.label)), Math.floor(columns / 3));
  const numberColumns = (rows[0]?.numbers ?? []).map((_, column) =>
    widest(rows.map((row) => row.numbers[column] ?? "")),
  );
  const taken = () => numberColumns.reduce((total, width) => total + width + 2, labelColumns + 1);
  while (numberColumns.length > 1 && columns - taken() < 8) numberColumns.pop();
  const plotColumns = Math.max(4, columns - taken());

  const share = shareOfAxis(bars);
  const columnAt = (value: number) => Math.round(share(value) * (plotColumns - 1));
  const line = bars.lines?.find(({ dashed }) => dashed);
  const lines = rows.map((row) => {
    const filling = row.hollow ? "x" : row.isBase ? "▒" : "█";
    const cells = [...padRight(filling.repeat(Math.max(1, columnAt(row.value))), plotColumns)];
    if (line && cells[columnAt(line.at)] === " ") cells[columnAt(line.at)] = "┊";
    const numbers = numberColumns
      .map((width, column) => padLeft(row.numbers[column] ?? "", width))
      .join("  ");
    return `${padRight(row.label, labelColumns)} ${cells.join("")}  ${numbers}`;
  });
  const legend = flow(bars.textLegend ?? [], columns);
  return [...wrap(bars.title, columns), "", ...lines, ...(legend.length > 0 ? ["", ...legend] : [])]
    .map((text) => text.trimEnd())
    .join("\n");
}

/** The position of a value on the axis, from 0 to 1. */
function shareOfAxis(bars: Bars): (value: number) => number {
  if (!bars.log) return (value) => value / highestOf(bars);
  const [low, high] = domainOf(bars).map(Math.log10) as [number, number];
  return (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : 0);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(columnsOf));
}
