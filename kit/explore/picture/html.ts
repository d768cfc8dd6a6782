import { randomUUID } from "node:crypto";
import { letterOf } from "../schedule/trace.ts";
import type { VerdictData } from "../verdict.ts";
import { escapeXml } from "./escape.ts";
import { type Moment, momentsOf } from "./moments.ts";
import { type Row, rowsOf } from "./rows.ts";
import { LANE_COLORS, MOST_WIDE_LANES } from "./svg.ts";
import { laneTitle } from "./text.ts";

const CELL =
  "text-align: left; vertical-align: top; padding: 2px 8px; overflow-wrap: anywhere; white-space: pre-wrap;";
const MONO = "font-family: var(--jp-code-font-family, ui-monospace, monospace);";
const LINE = "1px solid var(--jp-border-color2, #9ca3af88)";
const FAINT = "color: var(--jp-content-font-color2, #6b7280);";

/**
 * The verdict as a part of a page: a lane for each thread, a slider that steps through the interleaving, and the state of shared memory at
 * each step. It loads nothing. Without scripts it shows the whole interleaving and the state at its end.
 */
export function htmlPicture(verdict: VerdictData): string {
  const { failure, passed, summary, notes } = verdict;
  const edge = passed ? "var(--jp-success-color1, #2e9e4f)" : "var(--jp-error-color1, #d9463b)";
  const head = `<div style="font-weight: 600; margin-bottom: 4px;">${escapeXml(summary)}</div>`;
  const foot = notes.map((note) => `<div style="${FAINT}">${escapeXml(note)}</div>`).join("");
  const body = failure === null || failure.steps.length === 0 ? "" : interleaving(verdict);
  return `<div class="swarmlab-explore" style="border: ${LINE}; border-left: 5px solid ${edge}; border-radius: 6px; padding: 10px 14px; margin: 4px 0; max-width: 76em; line-height: 1.45; color: var(--jp-content-font-color1, inherit);">${head}${body}${foot}</div>`;
}

function interleaving(verdict: VerdictData): string {
  const { failure, threads } = verdict;
  if (failure === null) return "";
  const id = `swarmlab-explore-${randomUUID()}`;
  const rows = rowsOf(failure);
  const moments = momentsOf(failure, rows);
  const last = rows.length;
  // Many lanes are narrow, and the steps stand beside them.
  const isNarrow = threads.length > MOST_WIDE_LANES;
  const titles = threads.map(laneTitle);
  const lanes = titles
    .map(
      (title, thread) =>
        `<th title="${escapeXml(title)}" style="text-align: left; padding: ${isNarrow ? "2px 0 2px 5px; width: 1.6em" : "2px 8px"}; border-bottom: 3px solid ${LANE_COLORS[thread]};">${escapeXml(isNarrow ? letterOf(thread) : title)}</th>`,
    )
    .join("");
  const names = isNarrow
    ? `<div style="${MONO} font-size: 0.86em; margin: 4px 0;">${titles.map((title, thread) => `<span style="display: inline-block; margin-right: 1.4em; border-bottom: 3px solid ${LANE_COLORS[thread]};">${escapeXml(title)}</span>`).join("")}</div>`
    : "";
  const least = isNarrow ? 34 : 4 + threads.length * 9;
  return `<div id="${id}">
<div style="display: flex; gap: 8px; align-items: center; margin: 6px 0;">
<button type="button" data-step="-1" aria-label="One step back">◀</button>
<input type="range" min="0" max="${last}" value="${last}" aria-label="Step of the interleaving" style="flex: 1; max-width: 26em;"/>
<button type="button" data-step="1" aria-label="One step forward">▶</button>
<span data-role="where" style="${FAINT}">step ${failure.length} of ${failure.length}</span></div>
${names}<div style="display: flex; gap: 18px; align-items: flex-start; flex-wrap: wrap; overflow-x: auto;">
<table style="border-collapse: collapse; ${MONO} font-size: 0.86em; flex: 3 1 34em; min-width: ${least}em; table-layout: fixed; background: none;"><thead><tr style="background: none;"><td style="width: 3.6em; border-bottom: ${LINE};"></td>${lanes}${isNarrow ? `<td style="border-bottom: ${LINE};"></td>` : ""}</tr></thead>
<tbody>${rows.map((row) => rowHtml(row, threads.length)).join("\n")}</tbody></table>
<div data-role="memory" aria-live="polite" style="${MONO} font-size: 0.86em; flex: 1 1 14em; position: sticky; top: 8px;">${momentHtml(moments[last] as Moment)}</div></div>
${historyHtml(failure.history)}<div style="${FAINT}">⇄ another thread was let go on &#183; ✗ here it fails &#183; shaded: holds a lock &#183; replay: <code>${escapeXml(failure.trace)}</code></div>
</div>${script(
    id,
    moments.map(momentHtml),
    rows.map((row) => row.to),
    failure.length,
  )}`;
}

function historyHtml(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `<div style="margin-top: 8px;">The operations in time:<pre style="${MONO} margin: 2px 0; background: none; overflow-x: auto;">${escapeXml(lines.join("\n"))}</pre></div>`;
}

function rowHtml(row: Row, lanes: number): string {
  const mark = row.isFatal ? "✗" : row.isPreemption ? "⇄" : "";
  const isNarrow = lanes > MOST_WIDE_LANES;
  const cells = Array.from({ length: lanes }, (_, lane) => {
    const holds = row.owners.some(([, owner]) => owner === lane);
    const shade = holds ? `background: ${LANE_COLORS[lane]}22;` : "background: none;";
    if (isNarrow) {
      const bar = lane === row.thread ? `inset 1em 0 0 -2px ${LANE_COLORS[lane]}` : "none";
      return `<td style="padding: 2px 0; border-left: ${LINE}; ${shade} box-shadow: ${bar};"></td>`;
    }
    return `<td style="${CELL} border-left: ${LINE}; ${shade}">${lane === row.thread ? stepHtml(row) : ""}</td>`;
  }).join("");
  const beside = isNarrow
    ? `<td style="${CELL} border-left: ${LINE}; background: none;">${stepHtml(row)}</td>`
    : "";
  const top = row.isPreemption ? "border-top: 1px dashed #888;" : "";
  const leftOut =
    row.leftOut > 0
      ? `<tr style="background: none;"><td></td><td colspan="${lanes + (isNarrow ? 1 : 0)}" style="${FAINT}">… ${row.leftOut} steps more …</td></tr>`
      : "";
  return `${leftOut}<tr data-row="1" style="background: none; ${top}"><td style="text-align: right; vertical-align: top; padding: 2px 6px 2px 0; ${FAINT} white-space: nowrap;">${mark} ${row.to}</td>${cells}${beside}</tr>`;
}

function stepHtml(row: Row): string {
  const color = row.isFatal ? "var(--jp-error-color1, #d9463b)" : (LANE_COLORS[row.thread] as string);
  const code =
    row.source === ""
      ? ""
      : `<div title="${escapeXml(`line ${row.line} of ${row.inside}`)}" style="font-weight: 600;">${escapeXml(row.source)}</div>`;
  const actions = row.actions.map(
    (action) =>
      `<div${row.isFatal ? ` style="font-weight: 600; text-decoration: underline ${color};"` : ""}>${escapeXml(action)}</div>`,
  );
  return `<div style="border-left: 3px solid ${color}; padding-left: 6px;">${code}${actions.join("")}</div>`;
}

function momentHtml({ memory, threads }: Moment): string {
  const rows = memory.map(
    ({ cell, value, isChanged }) =>
      `<tr style="background: ${isChanged ? "#f2c94c44" : "none"};"><td style="text-align: left; padding: 1px 12px 1px 4px;">${escapeXml(cell)}</td><td style="text-align: right; padding: 1px 4px; font-weight: 600;">${escapeXml(value)}</td></tr>`,
  );
  const words = threads.map((one) => `<div>${escapeXml(one)}</div>`).join("");
  return `<table style="border-collapse: collapse; background: none;"><caption style="text-align: left; white-space: nowrap; ${FAINT}">shared memory</caption><tbody>${rows.join("")}</tbody></table><div style="margin-top: 6px;">${words}</div>`;
}

/** The script that shows the rows up to the slider's position, and the memory there. */
function script(id: string, moments: readonly string[], steps: readonly number[], length: number): string {
  // A script element ends at its first "</", even inside a string.
  const data = JSON.stringify({ moments, steps, length }).replaceAll("<", "\\u003c");
  return `<script>(() => {
  const root = document.getElementById("${id}");
  if (!root) return;
  const { moments, steps, length } = ${data};
  const slider = root.querySelector("input");
  const rows = [...root.querySelectorAll("[data-row]")];
  const show = () => {
    const at = Number(slider.value);
    rows.forEach((row, i) => {
      row.style.opacity = i < at ? "1" : "0.6";
      row.style.outline = i === at - 1 ? "2px solid #2d7dd2" : "none";
    });
    root.querySelector('[data-role="memory"]').innerHTML = moments[at];
    root.querySelector('[data-role="where"]').textContent = at === 0 ? "before the first step" : "step " + steps[at - 1] + " of " + length;
  };
  slider.addEventListener("input", show);
  for (const button of root.querySelectorAll("button"))
    button.addEventListener("click", () => { slider.value = String(Number(slider.value) + Number(button.dataset.step)); show(); });
})();</script>`;
}
