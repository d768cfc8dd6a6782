import { escapeMarkup } from "../common/escape-markup.ts";
import { cellText, rowsOf, summaryOf } from "./table-cell.ts";
import type { Trial } from "./verdict.ts";

/** Tints by verdict, over the page's own ground: text keeps the page's colour, so it can be read on light and dark pages. */
const COLOURS: Readonly<Record<Trial["verdict"], string>> = {
  contained: "background:#2e9e4f33",
  refused: "background:#8080802b",
  damaged: "background:#e0902a40",
  died: "background:#d9463b40",
  hung: "background:#d9463b40",
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
