import { expect, test } from "vitest";
import { graphPicture } from "../../../../labs/graph/picture/graph-picture.ts";
import { roomForText } from "../../../../labs/graph/picture/svg-parts.ts";
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

test("no text of the picture is smaller than 12 pixels, and the picture is not scaled down", () => {
  const sizes = [...picture.svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  const [, width] = /viewBox="0 0 (\d+) /.exec(picture.html) ?? [];
  expect(picture.html).toContain(`min-width:${width}px`);
});

test("a long title and long sentences are wrapped inside the SVG's card", () => {
  const name = "a_node_with_a_very_long_name_that_says_everything_".repeat(4);
  const { svg } = graphPicture(recordOf([nodeRun(name, 1, [0, 1])], { title: "long words ".repeat(30) }));
  const [, width] = /viewBox="0 0 (\d+) /.exec(svg) ?? [];
  const texts = [...svg.matchAll(/<text x="16" [^>]*font-size="([\d.]+)"[^>]*>([^<]*)</g)];
  expect(texts.length).toBeGreaterThan(6);
  for (const [, size, text = ""] of texts)
    expect(16 + roomForText(text, Number(size), size === "15")).toBeLessThanOrEqual(Number(width) - 16);
});

test("a sentence never breaks between a number of seconds and its unit", () => {
  expect(picture.html).toContain("0\u00a0s (0\u00a0%) between steps");
  expect(picture.page).toContain("0\u00a0s (0\u00a0%) between steps");
});

test("the sign of a short failure is drawn over the bar that follows it", () => {
  const agents = [
    agentRun("thread 1", [0, 1, 1.001], { error: "failed at once" }),
    agentRun("thread 1", [0, 1.002, 2], { agentId: 2 }),
  ];
  const { svg } = graphPicture(recordOf([nodeRun("work", 1, [0, 2], { agents })]));
  expect(svg.indexOf(">✕</text>")).toBeGreaterThan(svg.indexOf(">work 2</text>"));
});
