import { letterOf } from "../schedule/trace.ts";
import type { VerdictData } from "../verdict.ts";
import { escapeXml } from "./escape.ts";
import { type Row, rowsOf } from "./rows.ts";
import { laneTitle, type PictureOptions } from "./text.ts";
import { wrap } from "./wrap.ts";

/** Colours that every kind of colour vision distinguishes (Okabe and Ito, 2008), darkened for text on white. `IN_THE_DARK` has their light forms. */
export const LANE_COLORS = [
  "#0b62a4",
  "#b34a00",
  "#00765a",
  "#8a3f78",
  "#7a6200",
  "#3b6ea8",
  "#555555",
  "#9c2f2f",
];

/** The colours of the drawing, and their counterparts on a dark ground. */
const IN_THE_DARK: Readonly<Record<string, string>> = {
  "#0b62a4": "#6db3f2",
  "#b34a00": "#f0955a",
  "#00765a": "#3fc49f",
  "#8a3f78": "#d893c8",
  "#7a6200": "#cdb34a",
  "#3b6ea8": "#8fb3e0",
  "#555555": "#b4b4b4",
  "#9c2f2f": "#ef8a8a",
  "#c1121f": "#ff7b72",
  "#a00f1a": "#ff8f87",
  "#111": "#f0f0f0",
  "#333": "#d6d6d6",
  "#555": "#b4b4b4",
  "#666": "#a8a8a8",
  "#ccc": "#555555",
  "#fff": "#000000",
};

/**
 * The drawing is often an image, which no style of the page reaches; but it hears which scheme of colours its place has. A reader of
 * SVG that knows no styles draws the colours for a light ground.
 */
const DARK_STYLE = `<style>@media (prefers-color-scheme: dark) {${Object.entries(IN_THE_DARK)
  .map(
    ([light, dark]) =>
      `.swarmlab-drawing [fill="${light}"]{fill:${dark}}.swarmlab-drawing [stroke="${light}"]{stroke:${dark}}`,
  )
  .join("")}}</style>`;

const FONT_PX = 12;
/** The width of a character of that size, in a monospaced font. */
const CHARACTER = 7.3;
const LINE = 16;
const GUTTER = 48;
const WIDTH = 1000;
const MOST_ROWS = 60;
/** More lanes than this are narrow. */
export const MOST_WIDE_LANES = 4;
const NARROW_LANE = 26;
/** The characters that fit into a line over all lanes. */
const LINE_CHARACTERS = 134;

/** The failing interleaving as a drawing: a lane for each thread, time goes down. Empty when nothing failed. */
export function svgPicture(verdict: VerdictData, { source = true }: PictureOptions = {}): string {
  const { failure, threads } = verdict;
  if (failure === null || failure.steps.length === 0) return "";
  // Many lanes are narrow, and the steps stand beside them.
  const isNarrow = threads.length > MOST_WIDE_LANES;
  const lane = isNarrow ? NARROW_LANE : Math.floor((WIDTH - GUTTER - 8) / threads.length);
  const boxWidth = isNarrow ? WIDTH - GUTTER - threads.length * lane - 14 : lane - 12;
  const characters = Math.floor((boxWidth - 14) / CHARACTER);
  const before = failure.before.map(([cell, value]) => `${cell} = ${value}`).join(", ");
  const head = [
    ...wrap(`${failure.kind}: ${failure.message}`, LINE_CHARACTERS).map((line) => [line, "#a00f1a"] as const),
    ...wrap(`start: ${before}`, LINE_CHARACTERS).map((line) => [line, "#333"] as const),
  ];
  const top = 12 + head.length * LINE;
  const titles = isNarrow ? wrap(threads.map(laneTitle).join("   "), LINE_CHARACTERS) : [""];
  const rows = shortened(rowsOf(failure));
  const parts: string[] = [];
  let y = top + 4 + titles.length * LINE + (isNarrow ? LINE : 0);
  const left = (thread: number) => GUTTER + thread * lane;
  const heights: number[] = [];
  for (const row of rows) {
    if (row.leftOut > 0) {
      parts.push(text(GUTTER + 6, y + 12, `… ${row.leftOut} steps more …`, "#666", 'font-style="italic"'));
      y += LINE + 4;
    }
    const code = source && row.source !== "";
    const height = (row.actions.length + (code ? 1 : 0)) * LINE + 9;
    heights.push(height);
    for (const owner of new Set(row.owners.map(([, thread]) => thread)))
      parts.push(
        `<rect x="${left(owner) + 1}" y="${y - 3}" width="${lane - 2}" height="${height + 6}" fill="${LANE_COLORS[owner]}" opacity="0.16"/>`,
      );
    const x = isNarrow ? left(threads.length) + 6 : left(row.thread) + 6;
    const edge = row.isFatal ? "#c1121f" : (LANE_COLORS[row.thread] as string);
    parts.push(
      `<rect x="${x}" y="${y}" width="${boxWidth}" height="${height}" rx="3" fill="#fff" fill-opacity="0.6" stroke="${edge}" stroke-width="${row.isFatal ? 2.5 : 1}"/>`,
      text(GUTTER - 8, y + 14, String(row.to), "#555", 'text-anchor="end"'),
    );
    if (row.isPreemption)
      parts.push(
        `<path d="M ${GUTTER + 2} ${y - 2} H ${WIDTH - 8}" stroke="#666" stroke-dasharray="5 4"/>`,
        text(4, y + 14, "⇄", "#333"),
      );
    if (row.isFatal) parts.push(text(4, y + 14, "✗", "#c1121f", 'font-weight="700"'));
    if (isNarrow)
      parts.push(
        `<rect x="${left(row.thread) + 5}" y="${y}" width="${lane - 10}" height="${height}" rx="3" fill="${LANE_COLORS[row.thread]}"/>`,
      );
    let line = y + 15;
    if (code) {
      parts.push(text(x + 7, line, cut(row.source, characters), "#111", 'font-weight="600"'));
      line += LINE;
    }
    for (const action of row.actions) {
      parts.push(text(x + 7, line, cut(action, characters), row.isFatal ? "#a00f1a" : "#333"));
      line += LINE;
    }
    y += height + 6;
  }
  const replay = wrap(`replay: "${failure.trace}"`, LINE_CHARACTERS);
  const history = failure.history;
  const height = y + 30 + (replay.length + history.length) * LINE;
  const y0 = top + 6 + (isNarrow ? titles.length * LINE : 0);
  const lanes = threads.map((name, thread) => {
    const color = LANE_COLORS[thread] as string;
    return `<path d="M ${left(thread)} ${y0 - 14} V ${y}" stroke="#ccc"/>${text(left(thread) + 8, y0, isNarrow ? letterOf(thread) : cut(laneTitle(name, thread), characters), color, 'font-weight="700"')}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="ui-monospace, 'DejaVu Sans Mono', monospace" font-size="${FONT_PX}" class="swarmlab-drawing" role="img" aria-label="${escapeXml(verdict.summary)}">`,
    DARK_STYLE,
    ...head.map(([line, color], i) =>
      text(8, 16 + i * LINE, line, color, color === "#333" ? "" : 'font-weight="700"'),
    ),
    ...(isNarrow ? titles.map((line, i) => text(8, top + 6 + i * LINE, line, "#333")) : []),
    ...lanes,
    ...parts,
    text(8, y + 16, "⇄ another thread was let go on   ✗ here it fails   shaded: holds a lock", "#555"),
    ...[...history, ...replay].map((line, i) => text(8, y + 32 + i * LINE, line, "#555")),
    "</svg>",
  ].join("\n");
}

/** The first and the last of many rows. */
function shortened(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= MOST_ROWS) return rows;
  const tail = rows.slice(10 - MOST_ROWS);
  const [next, ...rest] = tail as [Row, ...Row[]];
  const head = rows.slice(0, 10);
  const last = head.at(-1) as Row;
  return [...head, { ...next, leftOut: next.from - last.to - 1 }, ...rest];
}

function text(x: number, y: number, content: string, color: string, more = ""): string {
  return `<text x="${x}" y="${y}" fill="${color}" xml:space="preserve" ${more}>${escapeXml(content)}</text>`;
}

function cut(content: string, width: number): string {
  return content.length <= width ? content : `${content.slice(0, Math.max(1, width - 1))}…`;
}
