import { escapeMarkup } from "../common/escape-markup.ts";
import { cellText, rowsOf, summaryOf } from "./table-cell.ts";
import type { Trial } from "./verdict.ts";

/** Colours by verdict. Each sets the text colour as well, so that it is readable on light and dark pages. */
const COLOURS: Readonly<Record<Trial["verdict"], string>> = {
  contained: "background:#d7f0dd;color:#0b3d1a",
  refused: "background:#ececec;color:#333333",
  damaged: "background:#fde6c4;color:#5c3300",
  died: "background:#f9d3d3;color:#661414",
  hung: "background:#f9d3d3;color:#661414",
};

/** The table for a notebook or a page. The colours repeat what the words say. */
export function tableHtml(trials: readonly Trial[]): string {
  const { executors, rows } = rowsOf(trials);
  const head = ["an agent …", ...executors]
    .map((name) => `<th scope="col">${escapeMarkup(name)}</th>`)
    .join("");
  const body = rows.map(({ title, cells }) => {
    const data = cells.map(
      (cell) =>
        `<td style="${COLOURS[cell.verdict]}" title="${escapeMarkup(cell.detail)}">${escapeMarkup(cellText(cell))}</td>`,
    );
    return `<tr><th scope="row" style="text-align:left">${escapeMarkup(title)}</th>${data.join("")}</tr>`;
  });
  const summary = summaryOf(trials).map((line) => `<li>${escapeMarkup(line)}</li>`);
  return `<table><caption>What each executor contains, as seen on this machine</caption><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table><ul>${summary.join("")}</ul>`;
}
