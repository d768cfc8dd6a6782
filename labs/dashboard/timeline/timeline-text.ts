import { formatSeconds } from "../../common/format-numbers.ts";
import { columnsOf, flow, padRight, spread, wrap } from "../chart/text-layout.ts";
import { STOP_SIGNS, signsOf } from "./stop-signs.ts";
import type { RunTimeline, StoppableBar, Timeline } from "./timeline.ts";
import { outcome } from "./timeline-words.ts";
import { fillingOfWait, waitLegend } from "./wait-signs.ts";

/** The FILLINGS of agent types, instead of colours; the last one is for all further types. */
const FILLINGS = ["█", "▓", "▒", "░"] as const;
const FAILED_FILLING = "x";
const IDLE = "·";

/**
 * A timeline for a terminal: a line for each row of bars, each bar beginning with its agent's id. At most `columns` columns
 * wide.
 *
 * ```
 * thread 1 │0█████2█████│
 * thread 2 │1█████3xxx··│
 * ```
 */
export function timelineText(timeline: Timeline, title: string, columns: number): string {
  const labels = timeline.runs.flatMap((run) => run.lanes.map((lane) => columnsOf(lane.label)));
  const labelColumns = Math.min(Math.max(0, ...labels), Math.floor(columns / 3));
  const plotColumns = columns - labelColumns - 3;
  const lines = wrap(title, columns);
  for (const run of timeline.runs) {
    lines.push("");
    if (timeline.runs.length > 1) lines.push(spread(run.title, outcome(run), columns));
    lines.push(...runLines(run, timeline, labelColumns, plotColumns));
  }
  lines.push(...axisLines(timeline.endSeconds, labelColumns, plotColumns), ...legendLines(timeline, columns));
  return lines.map((line) => line.trimEnd()).join("\n");
}

function runLines(run: RunTimeline, timeline: Timeline, labelColumns: number, plotColumns: number): string[] {
  const columnAt = (seconds: number) => Math.round((seconds / (timeline.endSeconds || 1)) * plotColumns);
  return run.lanes.flatMap((lane) =>
    lane.rows.map((bars, index) => {
      const label = padRight(index === 0 ? lane.label : "", labelColumns);
      const ends = Math.max(columnAt(run.totalSeconds), ...bars.map((bar) => columnAt(bar.end)), 1);
      const cells: string[] = Array(Math.min(ends, plotColumns)).fill(IDLE);
      for (const bar of bars) drawBar(cells, bar, columnAt, timeline.agentTypes);
      return `${label} │${cells.join("")}│`;
    }),
  );
}

/**
 * Draws a bar. The agent's id stands at its start if that leaves at least one column of filling, and separates adjacent
 * bars. Signs stand where the agent was stopped.
 */
function drawBar(
  cells: string[],
  bar: StoppableBar,
  columnAt: (seconds: number) => number,
  agentTypes: readonly string[],
): void {
  const from = Math.min(columnAt(bar.start), cells.length - 1);
  const to = Math.min(Math.max(columnAt(bar.end), from + 1), cells.length);
  cells.fill(bar.failed ? FAILED_FILLING : fillingOf(bar.agentType, agentTypes), from, to);
  for (const wait of bar.waits)
    cells.fill(fillingOfWait(wait), Math.max(columnAt(wait.from), from), Math.min(columnAt(wait.to), to));
  const name = String(bar.agentId);
  const isNamed = name.length < to - from;
  if (isNamed) cells.splice(from, name.length, ...name);
  const first = isNamed ? from + name.length : from;
  for (const { kind, at } of bar.stops)
    cells[Math.min(Math.max(columnAt(at), first), to - 1)] = STOP_SIGNS[kind].letter;
}

function fillingOf(agentType: string, agentTypes: readonly string[]): string {
  return FILLINGS[Math.min(agentTypes.indexOf(agentType), FILLINGS.length - 1)] ?? FILLINGS[0];
}

function axisLines(endSeconds: number, labelColumns: number, plotColumns: number): string[] {
  const margin = " ".repeat(labelColumns + 1);
  const end = formatSeconds(endSeconds);
  return [`${margin}└${"─".repeat(plotColumns)}┘`, `${margin}${spread("0 s", end, plotColumns + 2)}`];
}

function legendLines(timeline: Timeline, columns: number): string[] {
  const entries = timeline.agentTypes
    .slice(0, FILLINGS.length)
    .map((type, index) => `${FILLINGS[index]} ${type}`);
  const more = timeline.agentTypes.length - FILLINGS.length;
  if (more > 0) entries[entries.length - 1] += ` and ${more} more`;
  if (timeline.runs.some((run) => run.failed > 0)) entries.push(`${FAILED_FILLING} failed`);
  entries.push(...waitLegend(timeline).map(({ filling, name }) => `${filling} ${name}`));
  entries.push(...signsOf(timeline).map(({ letter, name }) => `${letter} ${name}`));
  const lines = flow(entries, columns);
  return lines.length > 0 ? ["", ...lines] : [];
}
