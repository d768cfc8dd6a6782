import { escapeMarkup } from "../../common/escape-markup.ts";
import { card, fontFamily, type MimeBundle } from "../../dashboard/index.ts";
import { criticalPath } from "../recording/critical-path.ts";
import { furtherCore } from "../recording/further-core.ts";
import type { GraphRecord } from "../recording/graph-record.ts";
import { graphPage } from "./graph-page.ts";
import { graphPart } from "./graph-part.ts";
import { graphText } from "./graph-text.ts";
import { legendPart } from "./legend-part.ts";
import { timelinePart } from "./timeline-part.ts";
import { headline, sentences } from "./words.ts";

const MIME = Symbol.for("swarmlab.mime");
/** The timeline is at least so wide. */
const LEAST_WIDTH_PX = 720;

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
  const svg = cardSvg(drawing, title, lines);
  const html = cellHtml(drawing, title, lines);
  const text = graphText(record, title, lines);
  const bundle = { "text/html": html, "image/svg+xml": svg, "text/plain": text };
  return Object.freeze({
    svg,
    html,
    text,
    bundle,
    // A page holds the text of every node's state, so it is made when it is asked for.
    get page() {
      return graphPage(record, title, lines, inlineSvg(drawing, title, 1.5 * drawing.width));
    },
    [MIME]: () => bundle,
  });

  function drawingOf(of: GraphRecord) {
    const graph = graphPart(of, path);
    const legend = legendPart(of);
    const timeline = timelinePart(of, Math.max(LEAST_WIDTH_PX, graph.width));
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
const MARKERS = `<defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0,0L8,4L0,8Z" fill="currentColor" fill-opacity="0.85"/></marker><marker id="pale-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0,0L8,4L0,8Z" fill="currentColor" fill-opacity="0.3"/></marker></defs>`;

function inlineSvg({ svg, width, height }: Drawing, title: string, mostWidth: number): string {
  return `<svg viewBox="0 0 ${width} ${Math.ceil(height)}" width="100%" role="img" aria-label="${escapeMarkup(title)}" style="display:block;min-width:${LEAST_WIDTH_PX * 0.8}px;max-width:${mostWidth}px" font-family="${escapeMarkup(fontFamily)}">${MARKERS}${svg}</svg>`;
}

function cellHtml(drawing: Drawing, title: string, lines: readonly string[]): string {
  const words = lines.map((line) => `<div>${escapeMarkup(line)}</div>`).join("");
  return `<div style="font-family:${escapeMarkup(fontFamily)};font-size:13px;color:var(--jp-ui-font-color1,currentColor)"><div style="font-size:14px;margin-bottom:8px"><strong>${escapeMarkup(title)}</strong></div>${inlineSvg(drawing, title, drawing.width)}<div style="margin-top:8px;max-width:76ch">${words}</div></div>`;
}

function cardSvg({ svg, width, height }: Drawing, title: string, lines: readonly string[]): string {
  const pad = 16;
  const top = 34;
  const wrapped = lines.flatMap((line) => wrap(line, Math.floor(width / 6.7)));
  const whole = [width + 2 * pad, Math.ceil(height + top + 18 * wrapped.length + 2 * pad + 8)];
  const words = wrapped.map(
    (line, index) =>
      `<text x="${pad}" y="${pad + top + height + 22 + 18 * index}" font-size="12.5" fill="currentColor">${escapeMarkup(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole[0]} ${whole[1]}" width="${whole[0]}" height="${whole[1]}" role="img" aria-label="${escapeMarkup(title)}" font-family="${escapeMarkup(fontFamily)}"><style>svg{color:#1b222c}.card{fill:${card.fill};stroke:${card.stroke}}@media (prefers-color-scheme:dark){svg{color:#e8eaed}.card{fill:#1c2127;stroke:#363d46}}</style><rect class="card" x="0.5" y="0.5" width="${(whole[0] as number) - 1}" height="${(whole[1] as number) - 1}" rx="${card.radius}"/>${MARKERS}<text x="${pad}" y="${pad + 14}" font-size="15" font-weight="600" fill="currentColor">${escapeMarkup(title)}</text><g transform="translate(${pad},${pad + top})">${svg}</g>${words.join("")}</svg>`;
}

/** A sentence in lines of at most so many characters. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
