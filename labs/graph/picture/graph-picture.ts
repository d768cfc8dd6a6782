import { escapeMarkup } from "../../common/escape-markup.ts";
import { card, fontFamily, type MimeBundle } from "../../dashboard/index.ts";
import { criticalPath } from "../recording/critical-path.ts";
import { furtherCore } from "../recording/further-core.ts";
import type { GraphRecord } from "../recording/graph-record.ts";
import { graphPage } from "./graph-page.ts";
import { graphPart } from "./graph-part.ts";
import { graphText } from "./graph-text.ts";
import { legendPart } from "./legend-part.ts";
import { PALE_OPACITY, round, wrapText } from "./svg-parts.ts";
import { timelinePart } from "./timeline-part.ts";
import { headline, sentences } from "./words.ts";

const MIME = Symbol.for("swarmlab.mime");
/** The timeline is at least so wide. */
const LEAST_WIDTH_PX = 680;

/** A picture of a run of a graph: the graph itself, the timeline of its nodes, and where the time went. */
export interface GraphPicture {
  /** The graph and its timeline as a file of its own, light or dark like its reader's system. */
  readonly svg: string;
  /** The same for a cell: no style sheet, the text colour of the page around it. */
  readonly html: string;
  /** One HTML file with the picture and a table of what each node read and wrote. It opens without a network. */
  readonly page: string;
  readonly text: string;
  /** MIME type → data, as a notebook shows it. */
  readonly bundle: MimeBundle;
  [MIME](): MimeBundle;
}

/** Draws what was recorded of a run. */
export function graphPicture(record: GraphRecord): GraphPicture {
  const path = criticalPath(record);
  const title = headline(record);
  const lines = sentences(record, path, furtherCore(record));
  const drawing = drawingOf(record);
  const shownLines = lines.map(withUnits);
  const svg = cardSvg(drawing, title, shownLines);
  const html = cellHtml(drawing, title, shownLines);
  const text = graphText(record, title, lines);
  const bundle = { "text/html": html, "image/svg+xml": svg, "text/plain": text };
  return Object.freeze({
    svg,
    html,
    text,
    bundle,
    // A page holds the text of every node's state, so it is made when it is asked for.
    get page() {
      return graphPage(record, title, shownLines, inlineSvg(drawing, title, 1.5 * drawing.width));
    },
    [MIME]: () => bundle,
  });

  function drawingOf(of: GraphRecord) {
    const graph = graphPart(of, path);
    const legend = legendPart(of, Math.max(LEAST_WIDTH_PX, graph.width));
    const timeline = timelinePart(of, legend.width);
    const width = timeline.width;
    const below = graph.height + 14;
    const svg = `<g transform="translate(${Math.round((width - graph.width) / 2)},0)">${graph.svg}</g><g transform="translate(0,${below})">${legend.svg}</g><g transform="translate(0,${below + legend.height + 8})">${timeline.svg}</g>`;
    return { svg, width, height: below + legend.height + 8 + timeline.height };
  }
}

interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Arrow heads have the colour of their lines, which a marker does not inherit everywhere. */
const MARKERS = `<defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0,0L8,4L0,8Z" fill="currentColor" fill-opacity="0.9"/></marker><marker id="pale-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0,0L8,4L0,8Z" fill="currentColor" fill-opacity="${PALE_OPACITY}"/></marker></defs>`;

function inlineSvg({ svg, width, height }: Drawing, title: string, mostWidth: number): string {
  return `<svg viewBox="0 0 ${width} ${Math.ceil(height)}" width="100%" role="img" aria-label="${escapeMarkup(title)}" style="display:block;min-width:${width}px;max-width:${mostWidth}px" font-family="${escapeMarkup(fontFamily)}">${MARKERS}${svg}</svg>`;
}

function cellHtml(drawing: Drawing, title: string, lines: readonly string[]): string {
  const words = lines.map((line) => `<div>${escapeMarkup(line)}</div>`).join("");
  return `<div style="font-family:${escapeMarkup(fontFamily)};font-size:13px;color:var(--jp-ui-font-color1,currentColor)"><div style="font-size:14px;margin-bottom:8px;overflow-wrap:anywhere"><strong>${escapeMarkup(title)}</strong></div><div style="overflow-x:auto" tabindex="0" role="group" aria-label="The graph and its timeline">${inlineSvg(drawing, title, drawing.width)}</div><div style="margin-top:8px;max-width:76ch;overflow-wrap:anywhere">${words}</div></div>`;
}

function cardSvg({ svg, width, height }: Drawing, title: string, lines: readonly string[]): string {
  const pad = 16;
  const titleLines = wrapText(title, width, 15, true);
  const top = 14 + 20 * titleLines.length;
  const wrapped = lines.flatMap((line) => wrapText(line, width, 13));
  const wholeWidth = width + 2 * pad;
  const wholeHeight = Math.ceil(height + top + 19 * wrapped.length + 2 * pad + 8);
  const head = titleLines.map(
    (line, index) =>
      `<text x="${pad}" y="${pad + 14 + 20 * index}" font-size="15" font-weight="600" fill="currentColor">${escapeMarkup(line)}</text>`,
  );
  const words = wrapped.map(
    (line, index) =>
      `<text x="${pad}" y="${round(pad + top + height + 22 + 19 * index)}" font-size="13" fill="currentColor">${escapeMarkup(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wholeWidth} ${wholeHeight}" width="${wholeWidth}" height="${wholeHeight}" role="img" aria-label="${escapeMarkup(title)}" font-family="${escapeMarkup(fontFamily)}"><style>svg{color:#1b222c}.card{fill:${card.fill};stroke:${card.stroke}}@media (prefers-color-scheme:dark){svg{color:#e8eaed}.card{fill:#1c2127;stroke:#363d46}}</style><rect class="card" x="0.5" y="0.5" width="${wholeWidth - 1}" height="${wholeHeight - 1}" rx="${card.radius}"/>${MARKERS}${head.join("")}<g transform="translate(${pad},${pad + top})">${svg}</g>${words.join("")}</svg>`;
}

/** A sentence in which no line ends between a number of seconds and its unit. */
function withUnits(line: string): string {
  return line.replace(/(\d) (?=[mµ]?s\b)/g, "$1\u00a0");
}
