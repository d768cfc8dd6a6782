import { expect, test } from "vitest";
import type { GraphEdge } from "../../../../labs/graph/index.ts";
import { layOutGraph } from "../../../../labs/graph/picture/graph-layout.ts";
import { edge } from "../support/sample-record.ts";

type Point = readonly [x: number, y: number];

/** Points along a path of M, L and C, at most a few pixels apart. */
function pointsOf(path: string): readonly Point[] {
  const points: Point[] = [];
  for (const [, letter, numbers = ""] of path.matchAll(/([A-Z])([^A-Z]*)/g)) {
    const all = numbers.match(/-?[\d.]+/g)?.map(Number) ?? [];
    const corners = all.flatMap((x, i): Point[] => (i % 2 === 0 ? [[x, all[i + 1] as number]] : []));
    expect([letter, corners.length]).toEqual(letter === "C" ? ["C", 3] : [letter, 1]);
    const start = points.at(-1);
    const steps = start === undefined ? 0 : 120;
    for (let step = 1; step < steps; step++) points.push(bezier([start as Point, ...corners], step / steps));
    points.push(corners.at(-1) as Point);
  }
  return points;
}

/** De Casteljau's construction; of two points, a straight line. */
function bezier(points: readonly Point[], share: number): Point {
  if (points.length === 1) return points[0] as Point;
  const between = points.slice(1).map(([x, y], i): Point => {
    const [fromX, fromY] = points[i] as Point;
    return [fromX + (x - fromX) * share, fromY + (y - fromY) * share];
  });
  return bezier(between, share);
}

/** The edges that touch a node's box, or that leave the picture. */
function wrongEdges(nodes: readonly string[], edges: readonly GraphEdge[]): readonly string[] {
  const { boxes, routes, width, height } = layOutGraph({ nodes, edges });
  return [...routes].flatMap(([{ from, to }, route]) => {
    const points = pointsOf(route);
    const crossed = [...boxes].filter(([, box]) =>
      points.some(([x, y]) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height),
    );
    const isOutside = points.some(([x, y]) => x < 0 || y < 0 || x > width || y > height);
    return [
      ...crossed.map(([node]) => `${from} to ${to} crosses ${node}`),
      ...(isOutside ? [`${from} to ${to} leaves the picture`] : []),
    ];
  });
}

test("an edge that skips a layer passes the nodes of that layer", () => {
  const edges = [
    ["__start__", "plan"],
    ["plan", "search"],
    ["plan", "crawl"],
    ["search", "rank"],
    ["rank", "write"],
    ["crawl", "write"],
    ["write", "__end__"],
  ].map(([from = "", to = ""]) => edge(from, to));
  const nodes = ["__start__", "plan", "search", "rank", "crawl", "write", "__end__"];
  expect(wrongEdges(nodes, edges)).toEqual([]);
});

test("no edge of a hundred random graphs with circles crosses a node or leaves the picture", () => {
  let state = 7;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  for (let graph = 0; graph < 100; graph++) {
    const names = Array.from({ length: 2 + below(14) }, (_, i) => `node ${i} ${"x".repeat(below(20))}`);
    const nodes = ["__start__", ...names, "__end__"];
    const pick = () => names[below(names.length)] as string;
    const pairs = Array.from({ length: names.length * 2 }, () => edge(pick(), pick(), below(2)));
    const edges = [
      edge("__start__", pick()),
      ...pairs,
      edge(pick(), "__end__"),
      edge("__start__", "__end__"),
    ];
    expect(wrongEdges(nodes, edges)).toEqual([]);
  }
});

test("edges for which a layer has no lane left pass the nodes along the bottom", () => {
  const far = Array.from({ length: 40 }, (_, i) => `far ${i}`);
  const nodes = ["a", "b", "c", ...far];
  const edges = [edge("a", "b"), edge("b", "c"), ...far.flatMap((to) => [edge("c", to), edge("a", to)])];
  expect(wrongEdges(nodes, edges)).toEqual([]);
});

test("a very wide and a very long graph are laid out", () => {
  const wide = Array.from({ length: 3000 }, (_, i) => `n${i}`);
  const { hidden } = layOutGraph({ nodes: ["a", ...wide], edges: wide.map((to) => edge("a", to)) });
  expect(hidden.map(({ count }) => count)).toEqual([2986]);
  const long = wide.slice(1).map((to, i) => edge(`n${i}`, to));
  expect(layOutGraph({ nodes: wide, edges: long }).boxes.size).toBe(3000);
});
