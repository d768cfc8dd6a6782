import { count } from "../../common/format-numbers.ts";
import { columnsOf, fit, padRight, wrap } from "../chart/text-layout.ts";
import type { LiveState } from "./live-state.ts";
import { type LiveBar, type LiveSummary, summarise, summaryLine } from "./live-summary.ts";

export interface LiveTextOptions {
  /** The columns of the terminal. @default 80 */
  readonly columns?: number;
  /** The largest number of lines. A view taller than the terminal cannot be redrawn in place. @minimum 5 @default 16 */
  readonly lines?: number;
}

/**
 * The swarm as lines for a terminal that redraws them in place: a bar for the progress, a line for each worker (`█` done,
 * `▒` running, `x` failed), and the number of waiting agents. At most `columns` columns and `lines` lines.
 */
export function liveText(state: LiveState, { columns = 80, lines = 16 }: LiveTextOptions = {}): string[] {
  const summary = summarise(state);
  const head = [
    ...wrap(`${state.title} · ${summaryLine(state, summary)}`, columns).slice(0, 2),
    wholeBar(state, summary, columns),
  ];
  const foot = summary.waiting > 0 ? [waitingLine(state, summary, columns)] : [];
  const room = Math.max(1, lines - head.length - foot.length);
  return [...head, ...laneLines(summary, columns, room), ...foot];
}

/**
 * A line for piped output, which cannot be redrawn: one after each tenth of the agents, and one at the end. Null when
 * neither has happened since `before`.
 */
export function plainLine(before: LiveState, after: LiveState): string | null {
  const tenths = (state: LiveState) => {
    const { done, failed } = summarise(state);
    return Math.floor(((done + failed) * 10) / Math.max(1, state.total));
  };
  const ended = before.end === null && after.end !== null;
  if (!ended && tenths(before) === tenths(after)) return null;
  // Right after an agent has ended its worker has no next one yet, so the number of this moment would say too little.
  return `${after.title}: ${summaryLine(after, summarise(after), "on average")}`;
}

function wholeBar(state: LiveState, { done, failed, running }: LiveSummary, columns: number): string {
  const width = Math.min(columns, 60);
  const cells = (amount: number) => Math.round((amount / Math.max(1, state.total)) * width);
  const [ended, begun] = [cells(done + failed), cells(done + failed + running)];
  return "━".repeat(ended) + "╍".repeat(begun - ended) + "─".repeat(Math.max(0, width - begun));
}

function laneLines(summary: LiveSummary, columns: number, room: number): string[] {
  const rows = summary.lanes.flatMap((lane) =>
    lane.rows.map((bars, index) => ({ label: index === 0 ? lane.label : "", bars })),
  );
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const labelColumns = Math.min(
    Math.max(0, ...shown.map((row) => columnsOf(row.label))),
    Math.floor(columns / 3),
  );
  const plot = columns - labelColumns - 3;
  const lines = shown.map(
    (row) => `${padRight(row.label, labelColumns)} │${cellsOf(row.bars, summary.axisSeconds, plot)}│`,
  );
  if (shown.length < rows.length)
    lines.push(fit(`… and ${count(rows.length - shown.length, "more row")}`, columns));
  return lines;
}

function cellsOf(bars: readonly LiveBar[], axisSeconds: number, plot: number): string {
  const cells: string[] = Array(plot).fill(" ");
  const columnAt = (seconds: number) => Math.min(plot, Math.round((seconds / axisSeconds) * plot));
  for (const bar of bars) {
    const from = Math.min(columnAt(bar.start), plot - 1);
    const to = Math.max(columnAt(bar.end), from + 1);
    cells.fill(bar.failed ? "x" : bar.running ? "▒" : "█", from, to);
    const name = String(bar.agentId);
    if (name.length < to - from) cells.splice(from, name.length, ...name);
  }
  return cells.join("");
}

function waitingLine(state: LiveState, { waiting }: LiveSummary, columns: number): string {
  return fit(`${waiting} of ${count(state.total, "agent")} waiting`, columns);
}
