import { expect, test } from "vitest";
import { layersOf } from "../../../../labs/graph/picture/layers.ts";
import { edge } from "../support/sample-record.ts";

test("a node stands right of all that lead to it, also beside a circle", () => {
  const layers = layersOf(
    ["__start__", "a", "b", "c", "__end__"],
    [
      edge("__start__", "a"),
      edge("a", "b"),
      edge("b", "c"),
      edge("c", "a"),
      edge("a", "c"),
      edge("a", "__end__"),
    ],
  );
  expect([...layers]).toEqual([
    ["__start__", 0],
    ["a", 1],
    ["b", 2],
    ["c", 3],
    ["__end__", 3],
  ]);
});
