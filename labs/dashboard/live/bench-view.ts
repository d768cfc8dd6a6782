import { escapeMarkup } from "../../common/escape-markup.ts";
import { count, formatSeconds } from "../../common/format-numbers.ts";
import { median } from "../../common/median.ts";
import { variantTitle } from "../../common/variant-title.ts";
import { columnsOf, fit, padLeft, padRight } from "../chart/text-layout.ts";
import { fontFamily, palette } from "../theme.ts";
import { type BenchLiveState, type BenchRow, secondsLeft } from "./bench-state.ts";

/**
 * A benchmark as lines for a terminal that redraws them in place: its progress and remaining time, then a line for each
 * variant with the median so far. At most `columns` columns and `lines` lines.
 */
export function benchText(state: BenchLiveState, { columns = 80, lines = 16 } = {}): string[] {
  const width = Math.min(columns, 60);
  const filled = Math.round(width * shareDone(state));
  const rows = rowWords(state);
  const shown = rows.slice(-Math.max(1, lines - 2));
  const labelColumns = Math.min(
    Math.max(0, ...shown.map(({ label }) => columnsOf(label))),
    Math.floor(columns / 2),
  );
  const timeColumns = Math.max(0, ...shown.map(({ time }) => columnsOf(time)));
  return [
    fit(benchLine(state), columns),
    "━".repeat(filled) + "─".repeat(width - filled),
    ...shown.map(({ label, time, note }) =>
      fit(`${padRight(label, labelColumns)}  ${padLeft(time, timeColumns)}  ${note}`, columns).trimEnd(),
    ),
  ];
}

/** The progress in one line, for piped output: "12 of 40 runs · 31 s · about 70 s left". */
export function benchLine(state: BenchLiveState): string {
  const left = secondsLeft(state);
  return [
    `${state.done} of ${count(state.total, "run")}${state.end === "interrupted" ? ", interrupted: this is partial" : ""}`,
    formatSeconds(state.elapsed),
    ...(left === null ? [] : [`about ${roughly(left)} left`]),
  ].join(" · ");
}

/** A benchmark as HTML that a notebook shows and replaces, in the page's own text colour. */
export function benchHtml(state: BenchLiveState): string {
  const done = Math.round(shareDone(state) * 1000) / 10;
  const cell = (text: string, align: string) =>
    `<td style="text-align:${align};padding:2px 16px 2px 0">${escapeMarkup(text)}</td>`;
  const rows = rowWords(state)
    .map(
      ({ label, time, note }) => `<tr>${cell(label, "left")}${cell(time, "right")}${cell(note, "left")}</tr>`,
    )
    .join("");
  return `<div style="font-family:${escapeMarkup(fontFamily)};font-size:13px;color:var(--jp-ui-font-color1,currentColor);max-width:720px">
<div style="font-size:14px"><strong>Benchmark</strong> · ${escapeMarkup(benchLine(state))}</div>
<svg viewBox="0 0 100 1" preserveAspectRatio="none" width="100%" height="6" aria-hidden="true" style="display:block;margin:6px 0 8px"><rect width="100" height="1" fill="${palette.grey}" fill-opacity="0.2"/><rect width="${done}" height="1" fill="${palette.blue}"/></svg>
<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">${rows}</table>
</div>`;
}

function rowWords({ rows }: BenchLiveState): { label: string; time: string; note: string }[] {
  const several = new Set(rows.map((row) => row.agents)).size > 1;
  return rows.map((row) => ({
    label: variantTitle(row.approach) + (several ? `, ${count(row.agents, "agent")}` : ""),
    time: row.seconds.length === 0 ? "–" : formatSeconds(median(row.seconds)),
    note: noteOf(row),
  }));
}

function noteOf({ seconds, failures }: BenchRow): string {
  const failed = failures > 0 ? `, ${failures} failed` : "";
  return `median of ${count(seconds.length, "run")}${failed}`;
}

function shareDone({ done, total }: BenchLiveState): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}

/** An estimate in whole seconds, or in minutes from 90 s on. */
function roughly(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
