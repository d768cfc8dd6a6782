import { expect, test } from "vitest";
import { factsOf, graphOf } from "../support/facts-of.ts";

test("a specifier leads to the file with that ending, to the source of a .js, and to a folder's index", async () => {
  const graph = await graphOf({
    "a.ts": "export {};\n",
    "b.ts": "export {};\n",
    "c/index.ts": "export {};\n",
    "user.ts": "export {};\n",
  });
  const resolved = ["./a.ts", "./b.js", "./b", "./c", "./gone.ts", "node:fs"].map((specifier) =>
    graph.resolve("/user.ts", specifier),
  );
  expect(resolved).toEqual(["/a.ts", "/b.ts", "/b.ts", "/c/index.ts", undefined, undefined]);
});

test("a package that stands in the project is followed to its source", async () => {
  const graph = await graphOf({ "index.ts": "export const a = 1;\n" });
  graph.setPackages({ "@own/package": "/index.ts" });
  expect(graph.resolve("/elsewhere/user.ts", "@own/package")).toBe("/index.ts");
});

test("a save that changes no import and no export changes nothing that is known", async () => {
  const files = { "a.ts": "export const a = 1;\n" };
  const graph = await graphOf(files);
  const { version } = graph;
  const [same] = (await factsOf({ "a.ts": "export const a = 2;\n" })).values();
  if (same !== undefined) graph.set(same);
  expect(graph.version).toBe(version);
  const [other] = (await factsOf({ "a.ts": "export const b = 2;\n" })).values();
  if (other !== undefined) graph.set(other);
  expect(graph.version).toBe(version + 1);
});
