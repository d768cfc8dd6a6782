import { escapeMarkup } from "../../common/escape-markup.ts";
import { fontFamily, onColourText, palette } from "../theme.ts";
import type { Lane } from "../timeline/timeline.ts";
import { typeLegend } from "../timeline/type-legend.ts";
import type { LiveState } from "./live-state.ts";
import { type LiveBar, type LiveSummary, summarise, summaryLine } from "./live-summary.ts";

const WIDTH_PX = 720;
const LABEL_WIDTH_PX = 96;
const PLOT_WIDTH_PX = WIDTH_PX - LABEL_WIDTH_PX - 8;
const MOST_ROWS = 24;
const MOST_SQUARES = 60;

/**
 * The swarm as HTML that a notebook shows and replaces: the progress, a lane for each worker, and the waiting agents. It
 * contains no script and no style sheet, and uses the text colour of JupyterLab's theme or of the page.
 */
export function liveHtml(state: LiveState): string {
  const summary = summarise(state);
  const line = summaryLine(state, summary);
  const rows = summary.lanes.flatMap((lane) =>
    lane.rows.map((bars, index) => ({ label: index === 0 ? lane.label : "", bars })),
  );
  const shown = rows.slice(0, MOST_ROWS);
  const rowHeight = shown.length > 12 ? 16 : 24;
  const height = shown.length * rowHeight;
  const colours = typeColours(summary.lanes);
  const lanes = shown.map((row, index) =>
    laneSvg(row, { y: index * rowHeight, height: rowHeight }, summary.axisSeconds, colours),
  );
  const more = rows.length > shown.length ? paragraph(`… and ${rows.length - shown.length} more rows`) : "";
  return `<div style="font-family:${escapeMarkup(fontFamily)};font-size:13px;color:var(--jp-ui-font-color1,currentColor);max-width:${WIDTH_PX}px">
<div style="font-size:14px"><strong>${escapeMarkup(state.title)}</strong> · ${escapeMarkup(line)}</div>
${progressSvg(state, summary)}
<svg viewBox="0 0 ${WIDTH_PX} ${Math.max(height, 1)}" width="100%" role="img" aria-label="${escapeMarkup(`${state.title}: ${line}`)}" style="display:block">${lanes.join("")}</svg>
${more}${waitingSvg(summary)}</div>`;
}

/** The shares of done, failed and running agents as one bar over the whole width. */
function progressSvg(state: LiveState, { done, failed, running }: LiveSummary): string {
  const x = (amount: number) => round((amount / Math.max(1, state.total)) * WIDTH_PX);
  const part = (from: number, to: number, fill: string, opacity = 1) =>
    to > from
      ? `<rect x="${x(from)}" width="${round(x(to) - x(from))}" height="6" fill="${fill}" fill-opacity="${opacity}"/>`
      : "";
  const ended = done + failed;
  return `<svg viewBox="0 0 ${WIDTH_PX} 6" width="100%" aria-hidden="true" style="display:block;margin:6px 0 8px">${[
    part(0, state.total, palette.grey, 0.2),
    part(0, done, palette.blue),
    part(done, ended, palette.failure),
    part(ended, ended + running, palette.blue, 0.4),
  ].join("")}</svg>`;
}

interface LaneRow {
  readonly label: string;
  readonly bars: readonly LiveBar[];
}

function laneSvg(
  row: LaneRow,
  { y, height }: { readonly y: number; readonly height: number },
  axisSeconds: number,
  colours: (type: string) => string,
): string {
  const top = round(y + height * 0.08);
  const thick = round(height * 0.84);
  const middle = round(y + height / 2);
  const name = `<text x="${LABEL_WIDTH_PX - 8}" y="${middle}" text-anchor="end" dominant-baseline="central" font-size="12" fill="currentColor">${escapeMarkup(shorten(row.label))}</text>`;
  const track = `<rect x="${LABEL_WIDTH_PX}" y="${top}" width="${PLOT_WIDTH_PX}" height="${thick}" rx="3" fill="${palette.grey}" fill-opacity="0.16"/>`;
  const bars = merged(row.bars, axisSeconds).map(({ bar, x, w }) => {
    const colour = colours(bar.agentType);
    const shape = bar.failed
      ? `fill="none" stroke="${colour}" stroke-width="1.5" stroke-dasharray="4 3"`
      : `fill="${colour}"${bar.running ? ' fill-opacity="0.5"' : ""}`;
    const rect = `<rect x="${x}" y="${top}" width="${w}" height="${thick}" rx="3" ${shape}/>`;
    const label = bar.failed ? `✕ ${bar.agentId}` : String(bar.agentId);
    const fits = height >= 20 && w >= 8 * label.length + 8;
    // The mark of a failure is drawn even on a bar that is too thin for a number.
    const words = fits ? label : bar.failed ? "✕" : "";
    // A number on an outline or a pale bar has the page's text colour.
    const ink =
      bar.failed && !fits ? palette.failure : bar.failed || bar.running ? "currentColor" : onColourText;
    const text = `<text x="${round(x + w / 2)}" y="${middle}" text-anchor="middle" dominant-baseline="central" font-size="12" font-weight="600" fill="${ink}">${words}</text>`;
    return rect + (words === "" ? "" : text);
  });
  return name + track + bars.join("");
}

interface PlacedBar {
  readonly bar: LiveBar;
  readonly x: number;
  readonly w: number;
}

/**
 * The bars in pixels. Bars too thin to be distinguished are merged into one, which is failed if any of them is. So the
 * picture of ten thousand agents is small and still shows every failure.
 */
function merged(bars: readonly LiveBar[], axisSeconds: number): PlacedBar[] {
  const placed: PlacedBar[] = [];
  for (const bar of bars) {
    const x = round(LABEL_WIDTH_PX + (bar.start / axisSeconds) * PLOT_WIDTH_PX);
    const end = round(LABEL_WIDTH_PX + Math.min(1, bar.end / axisSeconds) * PLOT_WIDTH_PX);
    const last = placed.at(-1);
    if (last && end - last.x < 2) {
      const both = {
        ...last.bar,
        failed: last.bar.failed || bar.failed,
        running: last.bar.running || bar.running,
      };
      placed[placed.length - 1] = { ...last, bar: both, w: round(Math.max(last.w, end - last.x)) };
    } else {
      placed.push({ bar, x, w: round(Math.max(1, end - x - 1)) });
    }
  }
  return placed;
}

function waitingSvg({ waiting }: LiveSummary): string {
  if (waiting === 0) return "";
  const squares = Array.from(
    { length: Math.min(waiting, MOST_SQUARES) },
    (_, index) =>
      `<rect x="${LABEL_WIDTH_PX + index * 10}" y="4" width="7" height="7" rx="1.5" fill="${palette.grey}" fill-opacity="0.6"/>`,
  ).join("");
  const label = `<text x="${LABEL_WIDTH_PX - 8}" y="8" text-anchor="end" dominant-baseline="central" font-size="12" fill="currentColor">${waiting} waiting</text>`;
  return `<svg viewBox="0 0 ${WIDTH_PX} 16" width="100%" aria-hidden="true" style="display:block">${label}${squares}</svg>`;
}

function typeColours(lanes: readonly Lane<LiveBar>[]): (type: string) => string {
  // Colours follow the agents' ids, which do not change while they run. An agent of unknown type is grey.
  const bars = lanes.flatMap((lane) => lane.rows.flat()).sort((a, b) => a.agentId - b.agentId);
  const legend = typeLegend([...new Set(bars.map((bar) => bar.agentType).filter(Boolean))]);
  const byEntry = new Map(legend.entries.map((entry) => [entry.label, entry.colour]));
  return (type) => (type === "" ? palette.grey : (byEntry.get(legend.entryOf(type)) ?? palette.grey));
}

function paragraph(text: string): string {
  return `<div style="padding-left:${LABEL_WIDTH_PX}px">${escapeMarkup(text)}</div>`;
}

function shorten(label: string): string {
  return label.length <= 13 ? label : `${label.slice(0, 12)}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
