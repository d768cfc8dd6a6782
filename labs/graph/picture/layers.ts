import type { GraphEdge } from "../recording/graph-record.ts";

/** The place of a node in the picture: its layer from the left, and its row in the layer. */
export interface Placed {
  readonly node: string;
  readonly layer: number;
  readonly row: number;
}

/** How often the rows are sorted by their neighbours; more changes little in graphs that a person reads. */
const SWEEPS = 4;

/**
 * Places the nodes of a graph in layers, so that edges lead to the right as far as the graph has no circle: a node's layer is
 * one more than that of the last node that leads to it. Rows follow their neighbours, so that few edges cross.
 *
 * @see Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system structures (1981)
 */
export function placeNodes(nodes: readonly string[], edges: readonly GraphEdge[]): readonly Placed[] {
  const forward = withoutCircles(nodes, edges);
  const layerOf = longestPaths(nodes, forward);
  const last = Math.max(0, ...layerOf.values());
  // The end stands alone on the right, also when a short path leads to it.
  if (layerOf.has("__end__")) layerOf.set("__end__", Math.max(1, last));
  const layers = [...Map.groupBy(nodes, (node) => layerOf.get(node) ?? 0)].sort(([a], [b]) => a - b);
  const rows = new Map<string, number>();
  for (const [, members] of layers) for (const [row, node] of members.entries()) rows.set(node, row);
  const before = Map.groupBy(forward, ({ to }) => to);
  const after = Map.groupBy(forward, ({ from }) => from);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isToTheRight = sweep % 2 === 0;
    for (const [, members] of isToTheRight ? layers : layers.toReversed()) {
      const neighbours = (node: string) =>
        isToTheRight
          ? (before.get(node) ?? []).map(({ from }) => from)
          : (after.get(node) ?? []).map(({ to }) => to);
      const wanted = new Map(
        members.map((node) => [node, meanRow(neighbours(node), rows) ?? rows.get(node)]),
      );
      members.sort((a, b) => (wanted.get(a) as number) - (wanted.get(b) as number));
      for (const [row, node] of members.entries()) rows.set(node, row);
    }
  }
  return layers.flatMap(([layer, members]) => members.map((node, row) => ({ node, layer, row })));
}

type Arrow = Pick<GraphEdge, "from" | "to">;

/** The edges without those that close a circle. */
function withoutCircles(nodes: readonly string[], edges: readonly GraphEdge[]): readonly Arrow[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const state = new Map<string, "open" | "done">();
  const forward: Arrow[] = [];
  // A stack of its own, because a graph may be a chain of thousands of nodes.
  for (const first of nodes) {
    if (state.has(first)) continue;
    const stack = [{ node: first, edges: [...(next.get(first) ?? [])] }];
    state.set(first, "open");
    while (stack.length > 0) {
      const top = stack.at(-1) as { node: string; edges: GraphEdge[] };
      const edge = top.edges.shift();
      if (edge === undefined) {
        state.set(top.node, "done");
        stack.pop();
      } else if (state.get(edge.to) !== "open") {
        forward.push(edge);
        if (!state.has(edge.to)) {
          state.set(edge.to, "open");
          stack.push({ node: edge.to, edges: [...(next.get(edge.to) ?? [])] });
        }
      }
    }
  }
  return forward;
}

/** The length of the longest path to each node. */
function longestPaths(nodes: readonly string[], edges: readonly Arrow[]): Map<string, number> {
  const layerOf = new Map(nodes.map((node) => [node, 0]));
  const waiting = new Map(nodes.map((node) => [node, 0]));
  for (const { to } of edges) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const next = Map.groupBy(edges, ({ from }) => from);
  const ready = nodes.filter((node) => waiting.get(node) === 0);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    for (const { to } of next.get(node) ?? []) {
      layerOf.set(to, Math.max(layerOf.get(to) ?? 0, (layerOf.get(node) ?? 0) + 1));
      const left = (waiting.get(to) ?? 0) - 1;
      waiting.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return layerOf;
}

function meanRow(neighbours: readonly string[], rows: ReadonlyMap<string, number>): number | undefined {
  if (neighbours.length === 0) return undefined;
  return neighbours.reduce((sum, one) => sum + (rows.get(one) ?? 0), 0) / neighbours.length;
}
