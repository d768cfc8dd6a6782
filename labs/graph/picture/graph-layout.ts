import type { GraphEdge, GraphRecord } from "../recording/graph-record.ts";
import { labelOf } from "./node-summary.ts";
import { placeGraph } from "./placement.ts";
import { bottomRoute, forwardRoute, type LaneLine, LOOP_PX, loopRoute, type Rectangle } from "./routes.ts";
import { roomForText } from "./svg-parts.ts";

export const LABEL_SIZE_PX = 12.5;
const LEAST_BOX_WIDTH_PX = 88;
const MOST_BOX_WIDTH_PX = 190;
const BOX_HEIGHT_PX = 42;
const END_WIDTH_PX = 46;
const END_HEIGHT_PX = 30;
const LANE_HEIGHT_PX = 8;
const LAYER_GAP_PX = 48;
const ROW_GAP_PX = 18;
/** The room below the boxes for the number of hidden nodes. */
const NOTE_HEIGHT_PX = 24;
/** Edges along the bottom lie this far from each other, until there are too many. */
const TRACK_PX = 9;
const MOST_TRACKS = 10;
/** Distances of their vertical lines from the nodes, which keep clear of the arrows. */
const OUT_PX = [18, 24, 30] as const;
/** The room at the left and at the right of the picture. */
const MARGIN_PX = 6;
/** A layer with more nodes shows these and counts the others. */
const MOST_ROWS = 14;

/** Where everything of a graph is drawn, in pixels. */
export interface GraphLayout {
  /** The boxes of the nodes that are shown. */
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** The path of each edge between shown nodes, with absolute M, L and C only. No path crosses a box. */
  readonly routes: ReadonlyMap<GraphEdge, string>;
  /** How many nodes of a layer are not shown, and where to say so. */
  readonly hidden: readonly { readonly x: number; readonly y: number; readonly count: number }[];
  readonly width: number;
  readonly height: number;
}

/** Lays a graph out: layers from left to right, and edges that pass all other nodes. */
export function layOutGraph({ nodes, edges }: Pick<GraphRecord, "nodes" | "edges">): GraphLayout {
  const { layers, lanesOf, layerOf } = placeGraph(nodes, edges);
  const known = new Set(nodes);
  const looped = new Set(edges.filter(({ from, to }) => from === to).map(({ from }) => from));
  const columns = layers.map((items) => shownItems(items, known));
  const heights = columns.map(({ items }) => heightOf(items, known, looped));
  const used = Math.max(BOX_HEIGHT_PX, ...heights) + 8;
  const along = edges.filter((edge) => edge.from !== edge.to && !lanesOf.has(edge));
  const last = layers.length - 1;
  const outside = Math.max(...OUT_PX);
  let x = MARGIN_PX + (along.some(({ to }) => layerOf.get(to) === 0) ? outside : 0);
  const boxes = new Map<string, Rectangle>();
  const lanes = new Map<string, LaneLine>();
  const hidden: { x: number; y: number; count: number }[] = [];
  for (const [index, column] of columns.entries()) {
    const width = Math.max(END_WIDTH_PX, ...column.items.filter((item) => known.has(item)).map(widthOf));
    let y = 4 + (used - 8 - (heights[index] as number)) / 2;
    for (const item of column.items) {
      const height = itemHeight(item, known);
      if (known.has(item)) {
        const own = isEnd(item) ? END_WIDTH_PX : width;
        // Edges leave the start on the right, so no wider node of its layer may stand between.
        boxes.set(item, { x: item === "__start__" ? x + width - own : x, y, width: own, height });
      } else lanes.set(item, { x, y: y + height / 2, width });
      y += height + (looped.has(item) ? LOOP_PX : 0) + ROW_GAP_PX;
    }
    if (column.hidden > 0) hidden.push({ x: x + width / 2, y: used + 14, count: column.hidden });
    x += width + LAYER_GAP_PX;
  }
  const below = used + (hidden.length > 0 ? NOTE_HEIGHT_PX : 0);
  const routes = new Map<GraphEdge, string>();
  let tracks = 0;
  for (const edge of edges) {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const passed = lanesOf.get(edge)?.map((lane) => lanes.get(lane) as LaneLine);
    if (edge.from === edge.to) routes.set(edge, loopRoute(from));
    else if (passed !== undefined) routes.set(edge, forwardRoute(from, passed, to));
    else {
      const out = OUT_PX[tracks % OUT_PX.length] as number;
      routes.set(edge, bottomRoute(from, to, { bottom: below + 8 + TRACK_PX * (tracks % MOST_TRACKS), out }));
      tracks++;
    }
  }
  const isWider = along.some(({ from }) => layerOf.get(from) === last);
  return {
    boxes,
    routes,
    hidden,
    width: x - LAYER_GAP_PX + MARGIN_PX + (isWider ? outside : 0),
    height: below + (tracks > 0 ? 12 + TRACK_PX * Math.min(tracks, MOST_TRACKS) : 0),
  };
}

function shownItems(items: readonly string[], known: ReadonlySet<string>) {
  let count = 0;
  const shown = items.filter((item) => !known.has(item) || ++count <= MOST_ROWS);
  return { items: shown, hidden: items.length - shown.length };
}

function heightOf(items: readonly string[], known: ReadonlySet<string>, looped: ReadonlySet<string>): number {
  const own = items.map((item) => itemHeight(item, known) + (looped.has(item) ? LOOP_PX : 0) + ROW_GAP_PX);
  return own.reduce((sum, height) => sum + height, -ROW_GAP_PX);
}

function itemHeight(item: string, known: ReadonlySet<string>): number {
  if (!known.has(item)) return LANE_HEIGHT_PX;
  return isEnd(item) ? END_HEIGHT_PX : BOX_HEIGHT_PX;
}

function widthOf(node: string): number {
  if (isEnd(node)) return END_WIDTH_PX;
  const wanted = roomForText(labelOf(node), LABEL_SIZE_PX, true) + 16;
  return Math.min(MOST_BOX_WIDTH_PX, Math.max(LEAST_BOX_WIDTH_PX, wanted));
}

/** Whether a node is the start or the end of the graph. */
export function isEnd(node: string): boolean {
  return node.startsWith("__");
}
