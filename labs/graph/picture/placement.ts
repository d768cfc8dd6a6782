import type { GraphEdge } from "../recording/graph-record.ts";
import { layersOf } from "./layers.ts";
import { type Link, sortRows } from "./rows.ts";

/** More lanes in one layer would make the picture too high. Edges without a lane lead along the bottom. */
const MOST_LANES = 16;

/** Where the nodes of a graph stand, and where its edges pass the nodes. */
export interface Placement {
  /** The items of each layer from above: names of nodes and of lanes. */
  readonly layers: readonly (readonly string[])[];
  readonly layerOf: ReadonlyMap<string, number>;
  /** The lanes of each edge to the right, one for each layer that it passes; an edge to the next layer has none. */
  readonly lanesOf: ReadonlyMap<GraphEdge, readonly string[]>;
}

/**
 * Places the nodes of a graph in layers, and keeps a free lane in each layer that an edge passes. Edges to the same node share
 * their lanes when they look alike. Edges that lead back, or for which no lane is left, are not in `lanesOf`.
 */
export function placeGraph(nodes: readonly string[], edges: readonly GraphEdge[]): Placement {
  const layerOf = layersOf(nodes, edges);
  const layers: string[][] = [];
  for (const node of nodes) {
    const layer = layerOf.get(node) ?? 0;
    while (layers.length <= layer) layers.push([]);
    layers[layer]?.push(node);
  }
  const laneCounts = new Map<number, number>();
  const known = new Set<string>();
  const lanesOf = new Map<GraphEdge, readonly string[]>();
  const links: Link[] = [];
  for (const edge of edges) {
    const from = layerOf.get(edge.from) ?? 0;
    const to = layerOf.get(edge.to) ?? 0;
    if (from >= to) continue;
    const lanes = lanesBetween(edge, from, to);
    if (lanes === undefined) continue;
    lanesOf.set(edge, lanes);
    const stops = [edge.from, ...lanes, edge.to];
    for (const [index, stop] of stops.slice(1).entries())
      links.push({ from: stops[index] as string, to: stop });
  }
  return { layers: sortRows(layers, links), layerOf, lanesOf };

  function lanesBetween(edge: GraphEdge, from: number, to: number): readonly string[] | undefined {
    const lanes: string[] = [];
    for (let layer = from + 1; layer < to; layer++) {
      const lane = `\u0000lane ${layer} ${edge.taken > 0} ${edge.isConditional} ${edge.to}`;
      if (!known.has(lane) && (laneCounts.get(layer) ?? 0) >= MOST_LANES) return undefined;
      lanes.push(lane);
    }
    for (const [index, lane] of lanes.entries()) {
      if (known.has(lane)) continue;
      const layer = from + 1 + index;
      known.add(lane);
      laneCounts.set(layer, (laneCounts.get(layer) ?? 0) + 1);
      layers[layer]?.push(lane);
    }
    return lanes;
  }
}
