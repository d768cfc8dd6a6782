import { expect, test } from "vitest";
import { graphPicture } from "../../../../labs/graph/picture/graph-picture.ts";
import { placeNodes } from "../../../../labs/graph/picture/layers.ts";
import { agentRun, nodeRun, recordOf } from "../support/sample-record.ts";

const record = recordOf([
  nodeRun("plan <&>", 1, [0, 1], { wrote: [{ key: "out", text: "[ '<b>' ]" }] }),
  nodeRun("work", 2, [1, 3], {
    agents: [
      agentRun("thread 1", [1, 1, 2]),
      agentRun("thread 2", [1, 1, 3], { agentId: 2 }),
      agentRun("thread 1", [1, 2, 3], { agentId: 3, error: "was <tired>" }),
    ],
  }),
  nodeRun("bad", 3, [3, 4], { error: "no idea" }),
]);
const picture = graphPicture(record);

test("the text says what ran, where, the critical path, where the time went, and what a further core would bring", () => {
  expect(picture.text).toBe(`Sample: 3 nodes in 3 steps, 1 failed, done in 4.00 s
step 1
  plan <&> on main: 1.00 s, wrote out
step 2
  work on thread 1, thread 2: 2.00 s, wrote nothing, 1 of 3 agents failed
step 3
  bad on main: 1.00 s, ✕ no idea
Critical path: plan <&> → work → bad. Each step waits for its slowest node.
Where the time went on it: 3.00 s (75\u00a0%) working, 1.00 s (25\u00a0%) waiting for a worker, 0 s (0\u00a0%) handing over, 0 s (0\u00a0%) between steps.
Up to 2 agents computed at the same time; a further core with a worker would bring nothing.`);
});

test("the SVG has a box for each node, a lane for each worker, and no raw text of the state's author", () => {
  for (const text of ["plan &lt;&amp;&gt;", "work", "thread 1", "thread 2", "main", "✕"])
    expect(picture.svg).toContain(text);
  expect(picture.svg).not.toContain("<tired>");
  expect(picture.svg).toMatch(/prefers-color-scheme:dark/);
});

test("the page is one file without scripts and without addresses", () => {
  expect(picture.page).not.toMatch(/<script|<link|@import|url\((?!#)/);
  expect(picture.page.match(/https?:\/\/\S+/g) ?? []).toEqual([]);
  expect(picture.page).toContain("prefers-color-scheme: dark");
  expect(picture.page).toContain("<code>[ &#39;&lt;b&gt;&#39; ]</code>");
});

test("a cell gets HTML, SVG and text", () => {
  expect(Object.keys(picture.bundle)).toEqual(["text/html", "image/svg+xml", "text/plain"]);
  expect(picture.html).toContain("var(--jp-ui-font-color1,currentColor)");
  expect(picture.html).not.toContain("<style");
});

test("a graph that has not run says so", () => {
  expect(graphPicture(recordOf([], { state: "not-started", totalSeconds: 0 })).text).toBe(
    "Sample has not run yet",
  );
});

test("more agents at once than cores tell nothing about a further core", () => {
  const { text } = graphPicture({ ...record, cores: 1 });
  expect(text).toContain("Up to 2 agents shared 1 core, so this run does not tell");
});

test("a step of a thousand nodes is drawn with a few boxes and a number", () => {
  const many = Array.from({ length: 1000 }, (_, i) => nodeRun(`n${i}`, 2, [1, 2]));
  const wide = graphPicture(recordOf([nodeRun("plan", 1, [0, 1]), ...many]));
  expect(wide.svg.includes("… and 986 more")).toBe(true);
  expect(wide.svg.includes("main +994")).toBe(true);
  expect(wide.svg.length).toBeLessThan(300_000);
  expect(wide.text.split("\n").length).toBeLessThan(20);
});

test("a node stands right of all that lead to it, also beside a circle", () => {
  const edge = (from: string, to: string) => ({ from, to, isConditional: false, taken: 1 });
  const placed = placeNodes(
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
  expect(placed.map(({ node, layer }) => [node, layer])).toEqual([
    ["__start__", 0],
    ["a", 1],
    ["b", 2],
    ["c", 3],
    ["__end__", 3],
  ]);
});

test("a chain of twenty thousand nodes is placed", () => {
  const nodes = Array.from({ length: 20_000 }, (_, i) => `n${i}`);
  const edges = nodes.slice(1).map((to, i) => ({ from: `n${i}`, to, isConditional: false, taken: 0 }));
  expect(placeNodes(nodes, edges).at(-1)).toEqual({ node: "n19999", layer: 19_999, row: 0 });
});
