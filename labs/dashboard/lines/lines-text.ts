import { columnsOf, fit, padLeft, padRight, spread, wrap } from "../chart/text-layout.ts";
import { type Lines, xValues } from "./lines.ts";

/** The largest number of x values that are written; of more values, evenly spaced ones are chosen. */
const MOST_COLUMNS = 8;

/**
 * Lines for a terminal, at most `columns` wide. A short series is a row of numbers with a column for each x value; a long
 * one is a row of blocks, since a selection of its points would mislead.
 */
export function linesText(lines: Lines, columns: number): string {
  return lines.unmarked ? sparklines(lines, columns) : numbers(lines, columns);
}

const BLOCKS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** Each block has the height of the highest point in its range of x. */
function sparklines(lines: Lines, columns: number): string {
  const { formatX = String, formatY = String } = lines;
  const values = xValues(lines);
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const highest = Math.max(...lines.series.flatMap((series) => series.points.map((point) => point.y))) || 1;
  const labelColumns = Math.min(
    Math.max(...lines.series.map((series) => columnsOf(series.label))),
    Math.floor(columns / 3),
  );
  const plot = columns - labelColumns - 1;
  const rows = lines.series.map(({ label, points }) => {
    const peaks: number[] = Array(plot).fill(Number.NaN);
    for (const { x, y } of points) {
      const at = Math.min(plot - 1, Math.floor(((x - first) / (last - first || 1)) * plot));
      peaks[at] = Math.max(y, peaks[at] || 0);
    }
    // A value holds until the next point.
    let before = 0;
    const cells = peaks.map((peak) => {
      before = Number.isNaN(peak) ? before : peak;
      return BLOCKS[Math.round((before / highest) * (BLOCKS.length - 1))];
    });
    return `${padRight(label, labelColumns)} ${cells.join("")}`;
  });
  const axis = `${" ".repeat(labelColumns + 1)}${spread(formatX(first), formatX(last), plot)}`;
  const legend = `across: ${lines.xTitle}; up to ${formatY(highest)} ${lines.yTitle}`;
  return [...wrap(lines.title, columns), "", ...rows, axis, "", ...wrap(legend, columns)].join("\n");
}

function numbers(lines: Lines, columns: number): string {
  const formatY = lines.formatY ?? String;
  const formatX = lines.formatX ?? String;
  const chosen = evenly(xValues(lines), MOST_COLUMNS);
  const rows = [
    ...lines.series.map((series) => ({ label: series.label, points: series.points })),
    ...(lines.guides ?? []).map((guide) => ({ label: guide.name, points: guide.points })),
  ].map(({ label, points }) => ({
    label,
    cells: chosen.map((x) => {
      const point = points.find((each) => each.x === x);
      return point ? formatY(point.y) : "–";
    }),
  }));
  const headers = chosen.map((x) => formatX(x));
  const widths = headers.map((header, i) =>
    Math.max(columnsOf(header), ...rows.map((row) => columnsOf(row.cells[i] ?? ""))),
  );
  const labelColumns = Math.min(
    Math.max(columnsOf(lines.xTitle), ...rows.map((row) => columnsOf(row.label))),
    Math.floor(columns / 3),
  );
  // The middle columns are left out first, since the ends show the range.
  while (widths.length > 2 && labelColumns + widths.reduce((sum, width) => sum + width + 2, 0) > columns) {
    const middle = Math.floor(widths.length / 2);
    for (const list of [widths, headers, ...rows.map((row) => row.cells)]) list.splice(middle, 1);
  }
  const line = (label: string, cells: readonly string[]) =>
    fit(
      `${padRight(label, labelColumns)}${cells.map((cell, i) => `  ${padLeft(cell, widths[i] ?? 0)}`).join("")}`,
      columns,
    );
  return [
    ...wrap(lines.title, columns),
    "",
    line(lines.xTitle, headers),
    ...rows.map((row) => line(row.label, row.cells)),
    "",
    ...wrap(`in the cells: ${lines.yTitle}`, columns),
  ].join("\n");
}

function evenly(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))] ?? 0,
  );
}
