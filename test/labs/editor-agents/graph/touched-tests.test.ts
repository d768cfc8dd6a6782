import { expect, test } from "vitest";
import { touchedTests } from "../../../../labs/editor-agents/graph/touched-tests.ts";
import { graphOf } from "../support/facts-of.ts";

const isTest = (file: string) => file.endsWith(".test.ts");

const files = {
  "low.ts": "export const low = 1;\n",
  "other.ts": "export const other = 1;\n",
  "middle.ts": 'import { low } from "./low.ts";\nexport const middle = low;\n',
  "index.ts":
    'export { low } from "./low.ts";\nexport * from "./middle.ts";\nexport { other } from "./other.ts";\n',
  "low.test.ts": 'import { low } from "./index.ts";\nconsole.log(low);\n',
  "middle.test.ts": 'import { middle } from "./index.ts";\nconsole.log(middle);\n',
  "other.test.ts": 'import { other } from "./index.ts";\nconsole.log(other);\n',
  "whole.test.ts": 'console.log(await import("./index.ts"));\n',
};

test("a save touches the tests that use the file, seen through doors, and the nearest come first", async () => {
  const graph = await graphOf(files);
  expect(touchedTests(graph, ["/low.ts"], isTest)).toEqual({
    nearest: ["/low.test.ts"],
    further: ["/middle.test.ts", "/whole.test.ts"],
  });
});

test("a save of a file touches no test of another file behind the same door", async () => {
  const { nearest, further } = touchedTests(await graphOf(files), ["/other.ts"], isTest);
  expect([...nearest, ...further]).not.toContain("/low.test.ts");
  expect(nearest).toEqual(["/other.test.ts"]);
});

test("a save of a door touches all who import through it", async () => {
  const { nearest } = touchedTests(await graphOf(files), ["/index.ts"], isTest);
  expect(nearest).toEqual(["/low.test.ts", "/middle.test.ts", "/other.test.ts", "/whole.test.ts"]);
});

test("a saved test touches itself", async () => {
  expect(touchedTests(await graphOf(files), ["/low.test.ts"], isTest).nearest).toEqual(["/low.test.ts"]);
});

test("the removal of a file touches the tests that imported it", async () => {
  const graph = await graphOf({
    "a.ts": "export const a = 1;\n",
    "a.test.ts": 'import { a } from "./a.ts";\nconsole.log(a);\n',
  });
  graph.delete("/a.ts");
  expect(touchedTests(graph, ["/a.ts"], isTest).nearest).toEqual(["/a.test.ts"]);
});

test("the removal of a file behind a door touches all who import through the door, which loads no more", async () => {
  const graph = await graphOf(files);
  graph.delete("/middle.ts");
  const { nearest } = touchedTests(graph, ["/middle.ts"], isTest);
  expect(nearest).toEqual(["/low.test.ts", "/middle.test.ts", "/other.test.ts", "/whole.test.ts"]);
});

test("modules that import each other in a circle end the search", async () => {
  const graph = await graphOf({
    "a.ts": 'import { b } from "./b.ts";\nexport const a = () => b;\n',
    "b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;\nexport * from "./a.ts";\n',
    "a.test.ts": 'import { a } from "./b.ts";\nconsole.log(a);\n',
  });
  expect(touchedTests(graph, ["/a.ts"], isTest)).toEqual({ nearest: ["/a.test.ts"], further: [] });
});

test("a file that nothing imports touches no test", async () => {
  const graph = await graphOf({ "alone.ts": "export {};\n" });
  expect(touchedTests(graph, ["/alone.ts"], isTest)).toEqual({ nearest: [], further: [] });
});
