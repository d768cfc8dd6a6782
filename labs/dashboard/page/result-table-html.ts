import { escapeMarkup } from "../../common/escape-markup.ts";
import type { BenchReport } from "../report/bench-report.ts";
import { resultColumns } from "../report/result-table.ts";
import { analyseWinner } from "../report/winner.ts";

/**
 * The results as an accessible HTML table: headers for columns and rows, a caption, a scrollable region. `caption` names
 * the table for those who do not see it.
 */
export function resultTableHtml(report: BenchReport, caption = "Results by approach"): string {
  const columns = resultColumns(report);
  const { winner, agents } = analyseWinner(report);
  const rows = report.runs.map((run, row) => {
    const [name, ...numbers] = columns.map((column) => escapeMarkup(column.cells[row] ?? ""));
    const classes = [
      row > 0 && run.agents !== report.runs[row - 1]?.agents ? "group" : "",
      run.approach === winner?.approach && run.agents === agents ? "best" : "",
      run.failed > 0 ? "failed" : "",
    ].filter(Boolean);
    const cells = numbers.map((number) => `<td>${number}</td>`).join("");
    return `<tr${classes.length > 0 ? ` class="${classes.join(" ")}"` : ""}><th scope="row">${name}</th>${cells}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeMarkup(`Table: ${caption}`)}">
<table>
<caption class="unseen">${escapeMarkup(caption)}</caption>
<thead><tr>${columns.map((column) => `<th scope="col">${escapeMarkup(column.header)}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</div>`;
}

/** What the columns mean. */
export function tableNoteHtml({ runs }: BenchReport): string {
  const ceiling = runs.some(({ ofCeiling }) => ofCeiling != null)
    ? " “Of ceiling” is the share of what this machine can do: of the speed of the same agents in bare processes."
    : "";
  return `<p class="note">Times are medians over all rounds; an interval holds the true median with 95 % certainty at each look.${ceiling} CPU is a share of all cores, memory the peak of the whole run.</p>`;
}
