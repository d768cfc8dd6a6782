import type { GraphEdge } from "../recording/graph-record.ts";

/**
 * Finds the layer of each node, from 0 on the left, so that edges lead to the right as far as the graph has no circle: a node's
 * layer is one more than that of the last node that leads to it.
 *
 * @see Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system structures (1981)
 */
export function layersOf(nodes: readonly string[], edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const layerOf = longestPaths(nodes, withoutCircles(nodes, edges));
  const last = Math.max(0, ...layerOf.values());
  // The end stands on the right, also when a short path leads to it.
  if (layerOf.has("__end__")) layerOf.set("__end__", Math.max(1, last));
  return layerOf;
}

/** The edges without those that close a circle. */
function withoutCircles(nodes: readonly string[], edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const state = new Map<string, "open" | "done">();
  const forward: GraphEdge[] = [];
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
function longestPaths(nodes: readonly string[], edges: readonly GraphEdge[]): Map<string, number> {
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
