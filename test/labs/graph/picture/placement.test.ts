import { expect, test } from "vitest";
import { placeGraph } from "../../../../labs/graph/picture/placement.ts";
import { edge } from "../support/sample-record.ts";

test("an edge has a lane in each layer that it passes, and edges to the same node share them", () => {
  const [near, far, farther] = [edge("c", "d"), edge("b", "d"), edge("a", "d")];
  const { layers, lanesOf } = placeGraph(
    ["a", "b", "c", "d"],
    [edge("a", "b"), edge("b", "c"), near, far, farther],
  );
  expect(layers.map(({ length }) => length)).toEqual([1, 2, 2, 1]);
  expect(lanesOf.get(near)).toEqual([]);
  expect(lanesOf.get(far)).toHaveLength(1);
  expect(lanesOf.get(farther)?.[1]).toBe(lanesOf.get(far)?.[0]);
});

test("an edge that leads back has no lane", () => {
  const back = edge("b", "a");
  expect(placeGraph(["a", "b"], [edge("a", "b"), back]).lanesOf.has(back)).toBe(false);
});

test("a chain of twenty thousand nodes is placed", () => {
  const nodes = Array.from({ length: 20_000 }, (_, i) => `n${i}`);
  const edges = nodes.slice(1).map((to, i) => edge(`n${i}`, to, 0));
  expect(placeGraph(nodes, edges).layers.at(-1)).toEqual(["n19999"]);
});
