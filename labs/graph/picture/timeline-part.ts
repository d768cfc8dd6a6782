import { escapeMarkup } from "../../common/escape-markup.ts";
import { formatSeconds } from "../../common/format-numbers.ts";
import { onColourText, palette } from "../../dashboard/index.ts";
import { byStep } from "../recording/critical-path.ts";
import type { GraphRecord } from "../recording/graph-record.ts";
import { executorColour } from "./node-summary.ts";
import { fitted, type Part, round } from "./svg-parts.ts";

const LABEL_WIDTH_PX = 128;
const ROW_HEIGHT_PX = 24;
const AXIS_HEIGHT_PX = 36;
const STEP_LABEL_WIDTH_PX = 22;
/** More rows are counted in a line of text. */
const MOST_ROWS = 40;
/** A lane with more bars at the same time shows these, and counts the others. */
const MOST_ROWS_OF_LANE = 6;

/** A node on the graph's own thread, or an agent of a node on its worker. */
interface Bar {
  readonly lane: string;
  readonly label: string;
  readonly words: string;
  readonly executor: string;
  readonly start: number;
  readonly end: number;
  /** When it was asked for. */
  readonly askedAt: number;
  readonly isFailed: boolean;
  readonly isRunning: boolean;
}

/** When each node ran, and on which thread: a lane for each worker, and a line for each step. */
export function timelinePart(record: GraphRecord, width: number): Part {
  const bars = barsOf(record);
  const lanes = [...Map.groupBy(bars, ({ lane }) => lane)].sort(([a], [b]) => byLane(a, b));
  const all = lanes.flatMap(([lane, own]) => rowsOf(lane, own));
  const shown = all.slice(0, MOST_ROWS);
  const end = Math.max(record.totalSeconds, 1e-6);
  const scale = (seconds: number) =>
    LABEL_WIDTH_PX + (Math.min(seconds, end) / end) * (width - LABEL_WIDTH_PX - 4);
  const bottom = shown.length * ROW_HEIGHT_PX;
  let labelled = Number.NEGATIVE_INFINITY;
  const steps = [...byStep(record.runs)].map(([step, runs]) => {
    const x = round(scale(Math.min(...runs.map(({ startedAt }) => startedAt))));
    const line = `<line x1="${x}" x2="${x}" y1="0" y2="${bottom + 5}" stroke="currentColor" stroke-opacity="0.35" stroke-dasharray="2 3"/>`;
    // Numbers of short steps would cover each other.
    if (x - labelled < STEP_LABEL_WIDTH_PX) return line;
    labelled = x;
    return `${line}<text x="${x + 3}" y="${bottom + 15}" font-size="12" fill="currentColor" fill-opacity="0.8">${step}</text>`;
  });
  const rows = shown.map((row, index) => rowSvg(row, index * ROW_HEIGHT_PX, scale, width));
  const axis = `<text x="${LABEL_WIDTH_PX - 8}" y="${bottom + 15}" text-anchor="end" font-size="12" fill="currentColor" fill-opacity="0.8">step</text><text x="${LABEL_WIDTH_PX}" y="${bottom + 31}" font-size="12" fill="currentColor" fill-opacity="0.8">0 s</text><text x="${width - 4}" y="${bottom + 31}" text-anchor="end" font-size="12" fill="currentColor" fill-opacity="0.8">${formatSeconds(record.totalSeconds)}</text>`;
  const more =
    all.length > shown.length
      ? `<text x="${round(width / 2)}" y="${bottom + 31}" text-anchor="middle" font-size="12" fill="currentColor">… and ${all.length - shown.length} more rows</text>`
      : "";
  return { svg: steps.join("") + rows.join("") + axis + more, width, height: bottom + AXIS_HEIGHT_PX };
}

function barsOf({ runs, totalSeconds }: GraphRecord): readonly Bar[] {
  return runs.flatMap(({ node, startedAt, endedAt, error, agents }): Bar[] => {
    if (agents.length === 0) {
      return [
        {
          lane: "main",
          label: node,
          words: node,
          executor: "event-loop",
          start: startedAt,
          end: endedAt ?? totalSeconds,
          askedAt: startedAt,
          isFailed: error !== null,
          isRunning: endedAt === undefined,
        },
      ];
    }
    return agents.map((agent) => ({
      lane: agent.worker === "none" ? "never began" : agent.worker,
      label: agents.length > 1 ? `${node} ${agent.agentId}` : node,
      words: `${node}, agent ${agent.agentId} (${agent.agentType})${agent.error === null ? "" : `, failed: ${agent.error}`}`,
      executor: agent.executor,
      start: agent.startedAt,
      end: agent.endedAt,
      askedAt: agent.askedAt,
      isFailed: agent.error !== null,
      isRunning: false,
    }));
  });
}

interface Row {
  readonly label: string;
  readonly bars: readonly Bar[];
}

/** The bars of a lane in rows, so that those that ran at the same time do not cover each other. */
function rowsOf(lane: string, bars: readonly Bar[]): readonly Row[] {
  const rows: Bar[][] = [];
  let left = 0;
  for (const bar of bars.toSorted((a, b) => a.start - b.start)) {
    const free = rows.find((row) => (row.at(-1) as Bar).end <= bar.start);
    if (free !== undefined) free.push(bar);
    else if (rows.length < MOST_ROWS_OF_LANE) rows.push([bar]);
    else left++;
  }
  const label = left === 0 ? lane : `${lane} +${left}`;
  return rows.map((row, index) => ({ label: index === 0 ? label : "", bars: row }));
}

function rowSvg(
  { label, bars }: Row,
  top: number,
  scale: (seconds: number) => number,
  width: number,
): string {
  const middle = top + ROW_HEIGHT_PX / 2;
  const name = `<text x="${LABEL_WIDTH_PX - 8}" y="${middle}" text-anchor="end" dominant-baseline="central" font-size="12" fill="currentColor">${fitted(label, LABEL_WIDTH_PX - 12, 12)}</text>`;
  const track = `<rect x="${LABEL_WIDTH_PX}" y="${top + 2}" width="${width - LABEL_WIDTH_PX - 4}" height="${ROW_HEIGHT_PX - 4}" rx="3" fill="${palette.grey}" fill-opacity="0.14"/>`;
  const shown = visible(bars, scale);
  // Waiting is drawn first, because a worker runs other agents meanwhile.
  const waits = shown.map((bar) => waitSvg(bar, middle, scale));
  // The signs of short failures are wider than their bars, and no bar may cover them.
  const failedLast = shown.toSorted((a, b) => Number(a.isFailed) - Number(b.isFailed));
  return name + track + waits.join("") + failedLast.map((bar) => barSvg(bar, top, scale)).join("");
}

/** Of bars that are too thin to be distinguished only one is drawn; a failed one is always drawn. */
function visible(bars: readonly Bar[], scale: (seconds: number) => number): readonly Bar[] {
  const drawn = new Set<number>();
  return bars.filter((bar) => {
    const x = Math.round(scale(bar.start));
    const isThin = scale(bar.end) - scale(bar.start) < 1;
    if (isThin && !bar.isFailed && drawn.has(x)) return false;
    drawn.add(x);
    return true;
  });
}

/** From when an agent was asked for until it began. */
function waitSvg(bar: Bar, y: number, scale: (seconds: number) => number): string {
  const asked = round(scale(bar.askedAt));
  const x = round(scale(bar.start));
  if (x - asked <= 1.5) return "";
  return `<line x1="${asked}" x2="${x}" y1="${y}" y2="${y}" stroke="${executorColour(bar.executor)}" stroke-width="1.4" stroke-dasharray="1.5 2.5"/>`;
}

function barSvg(bar: Bar, top: number, scale: (seconds: number) => number): string {
  const x = round(scale(bar.start));
  const w = round(Math.max(1, scale(bar.end) - x));
  const colour = executorColour(bar.executor);
  const look = bar.isFailed
    ? `fill="none" stroke="${palette.failure}" stroke-width="1.6" stroke-dasharray="4 3"`
    : `fill="${colour}"${bar.isRunning ? ' fill-opacity="0.45"' : ""}`;
  const ink = bar.isFailed || bar.isRunning ? "currentColor" : onColourText;
  const label =
    w > 24 ? fitted(bar.isFailed ? `✕ ${bar.label}` : bar.label, w - 6, 12, true) : bar.isFailed ? "✕" : "";
  const time = `${formatSeconds(bar.end - bar.start)} from ${formatSeconds(bar.start)}`;
  return `<g><title>${escapeMarkup(`${bar.words}: ${time}`)}</title><rect x="${x}" y="${top + 2}" width="${w}" height="${ROW_HEIGHT_PX - 4}" rx="3" ${look}/><text x="${round(x + w / 2)}" y="${top + ROW_HEIGHT_PX / 2}" text-anchor="middle" dominant-baseline="central" font-size="12" font-weight="600" fill="${ink}">${label}</text></g>`;
}

/** "main" first, then threads and processes by their numbers, then what never began. */
function byLane(a: string, b: string): number {
  const rank = (lane: string) => (["main"].indexOf(lane) === 0 ? 0 : lane === "never began" ? 2 : 1);
  return rank(a) - rank(b) || a.localeCompare(b, "en", { numeric: true });
}
