import { escapeMarkup } from "../../common/escape-markup.ts";
import { formatSeconds } from "../../common/format-numbers.ts";
import { onColourText, palette } from "../../dashboard/index.ts";
import type { CriticalPath } from "../recording/critical-path.ts";
import type { GraphEdge, GraphRecord } from "../recording/graph-record.ts";
import { placeNodes } from "./layers.ts";
import { executorColour, type NodeSummary, summariseNodes } from "./node-summary.ts";
import { fitted, type Part, round } from "./svg-parts.ts";

const BOX_WIDTH_PX = 118;
const BOX_HEIGHT_PX = 40;
const END_SIZE_PX = 30;
const LAYER_GAP_PX = 56;
const ROW_GAP_PX = 18;
/** The room below the boxes for the number of hidden nodes, and for edges that lead back. */
const NOTE_HEIGHT_PX = 24;
const BACK_EDGE_HEIGHT_PX = 34;
/** A layer with more nodes shows these and counts the others. */
const MOST_ROWS = 14;

interface Box extends NodeSummary {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The graph: a box for each node, an arrow for each edge. Edges that were not taken are pale. */
export function graphPart(record: GraphRecord, path: CriticalPath): Part {
  const { boxes, hidden, width, height } = placedBoxes(record, path);
  const byNode = new Map(boxes.map((box) => [box.node, box]));
  const edges = record.edges.map((edge) => edgeSvg(edge, byNode, height)).join("");
  const more = hidden.map(
    ({ x, y, count }) =>
      `<text x="${round(x)}" y="${round(y)}" text-anchor="middle" font-size="11" fill="currentColor" fill-opacity="0.8">… and ${count} more</text>`,
  );
  return { svg: edges + boxes.map(boxSvg).join("") + more.join(""), width, height };
}

function placedBoxes(record: GraphRecord, path: CriticalPath) {
  const summaries = new Map(summariseNodes(record, path).map((summary) => [summary.node, summary]));
  const placed = placeNodes(record.nodes, record.edges);
  const layers = [...Map.groupBy(placed, ({ layer }) => layer)].sort(([a], [b]) => a - b);
  const tallest = Math.max(1, ...layers.map(([, members]) => Math.min(members.length, MOST_ROWS)));
  const hidden: { x: number; y: number; count: number }[] = [];
  const needsNote = layers.some(([, members]) => members.length > MOST_ROWS);
  const used = tallest * (BOX_HEIGHT_PX + ROW_GAP_PX) - ROW_GAP_PX + 8;
  const layerOf = new Map(placed.map(({ node, layer }) => [node, layer]));
  const hasBackEdges = record.edges.some(
    ({ from, to }) => (layerOf.get(to) as number) <= (layerOf.get(from) as number),
  );
  const height = used + (needsNote ? NOTE_HEIGHT_PX : 0) + (hasBackEdges ? BACK_EDGE_HEIGHT_PX : 0);
  let x = 2;
  const boxes = layers.flatMap(([, members]) => {
    const isEnd = members.every(({ node }) => node.startsWith("__"));
    const width = isEnd ? END_SIZE_PX + 8 : BOX_WIDTH_PX;
    const shown = members.toSorted((a, b) => a.row - b.row).slice(0, MOST_ROWS);
    if (members.length > shown.length)
      hidden.push({ x: x + width / 2, y: used + 12, count: members.length - shown.length });
    const own = shown.length * (BOX_HEIGHT_PX + ROW_GAP_PX) - ROW_GAP_PX;
    const top = (used - own) / 2;
    const layerBoxes = shown.map(({ node }, row): Box => {
      const own = node.startsWith("__") ? END_SIZE_PX : BOX_HEIGHT_PX;
      const y = top + row * (BOX_HEIGHT_PX + ROW_GAP_PX) + (BOX_HEIGHT_PX - own) / 2;
      return { ...(summaries.get(node) as NodeSummary), x, y, width, height: own };
    });
    x += width + LAYER_GAP_PX;
    return layerBoxes;
  });
  return { boxes, hidden, width: x - LAYER_GAP_PX + 2, height };
}

function boxSvg(box: Box): string {
  const { node, label, state, executor, times, seconds, isCritical, hasFailedAgents, x, y, width, height } =
    box;
  const middle = round(x + width / 2);
  if (node.startsWith("__")) {
    return `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="${height / 2}" fill="none" stroke="currentColor" stroke-opacity="0.6"/><text x="${middle}" y="${round(y + height / 2)}" text-anchor="middle" dominant-baseline="central" font-size="11" fill="currentColor">${label}</text>`;
  }
  const colour = executorColour(executor);
  const shape = {
    "not-run": `fill="none" stroke="${palette.grey}" stroke-dasharray="3 3"`,
    running: `fill="${colour}" fill-opacity="0.35" stroke="${colour}"`,
    done: `fill="${colour}" stroke="${colour}"`,
    failed: `fill="none" stroke="${palette.failure}" stroke-width="2" stroke-dasharray="5 3"`,
  }[state];
  const ink = state === "done" ? onColourText : "currentColor";
  const halo = isCritical
    ? `<rect x="${round(x - 3)}" y="${round(y - 3)}" width="${width + 6}" height="${height + 6}" rx="9" fill="none" stroke="currentColor" stroke-width="1.6"/>`
    : "";
  const often = times > 1 ? `${times}× ` : "";
  const mark = state === "failed" ? "✕ " : hasFailedAgents ? "! " : "";
  const line = state === "not-run" ? "did not run" : `${mark}${often}${formatSeconds(seconds)}`;
  const title = `<title>${escapeMarkup(`${label}: ${line}${executor ? `, ${executor}` : ""}${isCritical ? ", on the critical path" : ""}`)}</title>`;
  return `<g>${title}${halo}<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="7" ${shape}/><text x="${middle}" y="${round(y + 14)}" text-anchor="middle" dominant-baseline="central" font-size="12.5" font-weight="600" fill="${ink}">${fitted(label, width - 14, 13.5)}</text><text x="${middle}" y="${round(y + 29)}" text-anchor="middle" dominant-baseline="central" font-size="11" fill="${ink}">${line}</text></g>`;
}

function edgeSvg(edge: GraphEdge, boxes: ReadonlyMap<string, Box>, height: number): string {
  const from = boxes.get(edge.from);
  const to = boxes.get(edge.to);
  if (from === undefined || to === undefined) return "";
  const isTaken = edge.taken > 0;
  const look = `stroke="currentColor" stroke-opacity="${isTaken ? 0.85 : 0.3}" stroke-width="${isTaken ? 1.6 : 1.1}"${edge.isConditional ? ' stroke-dasharray="5 4"' : ""}`;
  const marker = `marker-end="url(#${isTaken ? "arrow" : "pale-arrow"})"`;
  const [x1, y1] = [from.x + from.width + 1, from.y + from.height / 2];
  const [x2, y2] = [to.x - 5, to.y + to.height / 2];
  const line =
    x2 > x1
      ? `M${round(x1)},${round(y1)}C${round(x1 + LAYER_GAP_PX / 2)},${round(y1)} ${round(x2 - LAYER_GAP_PX / 2)},${round(y2)} ${round(x2)},${round(y2)}`
      : backLine(from, to, height - 4);
  const words = isTaken ? `taken ${edge.taken === 1 ? "once" : `${edge.taken} times`}` : "not taken";
  const title = `<title>${escapeMarkup(`${from.label} to ${to.label}: ${words}`)}</title>`;
  return `<path d="${line}" fill="none" ${look} ${marker}>${title}</path>`;
}

/** An edge that leads back: down from its node, along the bottom, and up to the other one. */
function backLine(from: Box, to: Box, bottom: number): string {
  // The two ends of an edge from a node to itself stand apart.
  const x1 = round(from.x + from.width * 0.6);
  const x2 = round(to.x + to.width * 0.4);
  const corner = x1 >= x2 ? 10 : -10;
  return `M${x1},${round(from.y + from.height)}V${bottom - 10}Q${x1},${bottom} ${x1 - corner},${bottom}H${x2 + corner}Q${x2},${bottom} ${x2},${bottom - 10}V${round(to.y + to.height + 5)}`;
}
