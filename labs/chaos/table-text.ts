import { getBorderCharacters, table } from "table";
import { cellText, rowsOf, summaryOf } from "./table-cell.ts";
import type { Trial } from "./verdict.ts";

/** The table for a terminal. */
export function tableText(trials: readonly Trial[]): string {
  const { executors, rows } = rowsOf(trials);
  const cells = rows.map(({ title, cells }) => [title, ...cells.map(cellText)]);
  const drawn = table([["an agent …", ...executors], ...cells], {
    border: getBorderCharacters("norc"),
    drawHorizontalLine: (line, count) => line <= 1 || line === count,
  });
  return `${drawn}\n${summaryOf(trials).join("\n")}`;
}
