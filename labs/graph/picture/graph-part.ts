import { escapeMarkup } from "../../common/escape-markup.ts";
import { formatSeconds } from "../../common/format-numbers.ts";
import { onColourText, palette } from "../../dashboard/index.ts";
import type { CriticalPath } from "../recording/critical-path.ts";
import type { GraphEdge, GraphRecord } from "../recording/graph-record.ts";
import { isEnd, LABEL_SIZE_PX, layOutGraph } from "./graph-layout.ts";
import { executorColour, labelOf, type NodeSummary, summariseNodes } from "./node-summary.ts";
import type { Rectangle } from "./routes.ts";
import { fitted, PALE_OPACITY, type Part, round } from "./svg-parts.ts";

interface Box extends NodeSummary, Rectangle {}

/** The graph: a box for each node, an arrow for each edge. Edges that were not taken are pale. */
export function graphPart(record: GraphRecord, path: CriticalPath): Part {
  const { boxes, routes, hidden, width, height } = layOutGraph(record);
  // Edges that were taken cover the pale ones.
  const edges = [...routes].sort(([a], [b]) => Math.min(1, a.taken) - Math.min(1, b.taken)).map(edgeSvg);
  const nodes = summariseNodes(record, path).flatMap((summary) => {
    const place = boxes.get(summary.node);
    return place === undefined ? [] : [boxSvg({ ...summary, ...place })];
  });
  const more = hidden.map(
    ({ x, y, count }) =>
      `<text x="${round(x)}" y="${round(y)}" text-anchor="middle" font-size="12" fill="currentColor" fill-opacity="0.8">… and ${count} more</text>`,
  );
  return { svg: edges.join("") + nodes.join("") + more.join(""), width, height };
}

function boxSvg(box: Box): string {
  const { node, label, state, executor, times, seconds, isCritical, hasFailedAgents, x, y, width, height } =
    box;
  const middle = round(x + width / 2);
  if (isEnd(node)) {
    return `<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="${height / 2}" fill="none" stroke="currentColor" stroke-opacity="0.6"/><text x="${middle}" y="${round(y + height / 2)}" text-anchor="middle" dominant-baseline="central" font-size="12" fill="currentColor">${label}</text>`;
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
  return `<g>${title}${halo}<rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="7" ${shape}/><text x="${middle}" y="${round(y + 14)}" text-anchor="middle" dominant-baseline="central" font-size="${LABEL_SIZE_PX}" font-weight="600" fill="${ink}">${fitted(label, width - 14, LABEL_SIZE_PX, true)}</text><text x="${middle}" y="${round(y + 30)}" text-anchor="middle" dominant-baseline="central" font-size="12" fill="${ink}">${fitted(line, width - 8, 12)}</text></g>`;
}

function edgeSvg([edge, route]: readonly [GraphEdge, string]): string {
  const isTaken = edge.taken > 0;
  const look = `stroke="currentColor" stroke-opacity="${isTaken ? 0.9 : PALE_OPACITY}" stroke-width="${isTaken ? 1.7 : 1.2}"${edge.isConditional ? ' stroke-dasharray="5 4"' : ""}`;
  const marker = `marker-end="url(#${isTaken ? "arrow" : "pale-arrow"})"`;
  const words = isTaken ? `taken ${edge.taken === 1 ? "once" : `${edge.taken} times`}` : "not taken";
  const title = `<title>${escapeMarkup(`${labelOf(edge.from)} to ${labelOf(edge.to)}: ${words}`)}</title>`;
  return `<path d="${route}" fill="none" ${look} ${marker}>${title}</path>`;
}
