import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EditorAgents, openEditorAgents } from "../../../../labs/editor-agents/index.ts";
import { Project } from "../support/project.ts";

const project = new Project({
  "a.ts":
    "export const sum = (a: number, b: number): number => a + b;\nexport interface Sum { sum: number }\n",
  "b.ts": `import * as maths from "./a.ts";
import { sum, type Sum } from "./a.ts";
import { sum as add } from "./a.ts";
export const shorthand = { sum };
export const property: Sum = { sum: 1 };
export const member = maths.sum(1, 2) + add(1, 2) + sum(1, 2);
function inner(sum: number): number { return sum; }
export const text = "sum" + inner(1);
`,
  "c.ts": 'export { sum } from "./a.ts";\n',
});
let editor: EditorAgents;
beforeAll(async () => {
  editor = await openEditorAgents({ folder: project.folder });
});
afterAll(async () => {
  await editor.close();
  project[Symbol.dispose]();
});

test("a rename changes every use, keeps the names of properties, and leaves other things of that name alone", async () => {
  const plan = await editor.rename({ file: project.path("a.ts"), name: "sum", to: "total" });
  const before = readFileSync(project.path("b.ts"), "utf8");
  expect(readFileSync(project.path("b.ts"), "utf8")).toBe(before);
  plan.write();
  expect(readFileSync(project.path("a.ts"), "utf8")).toBe(
    "export const total = (a: number, b: number): number => a + b;\nexport interface Sum { sum: number }\n",
  );
  expect(readFileSync(project.path("b.ts"), "utf8")).toBe(`import * as maths from "./a.ts";
import { total, type Sum } from "./a.ts";
import { total as add } from "./a.ts";
export const shorthand = { sum: total };
export const property: Sum = { sum: 1 };
export const member = maths.total(1, 2) + add(1, 2) + total(1, 2);
function inner(sum: number): number { return sum; }
export const text = "sum" + inner(1);
`);
  expect(readFileSync(project.path("c.ts"), "utf8")).toBe('export { total } from "./a.ts";\n');
});

test("a plan whose files have changed writes nothing", async () => {
  project.write({
    "d.ts": "export const one = 1;\n",
    "e.ts": 'import { one } from "./d.ts";\nconsole.log(one);\n',
  });
  const plan = await expect
    .poll(() => editor.rename({ file: project.path("d.ts"), name: "one", to: "two" }).catch(() => undefined))
    .toSatisfy((found) => (found as { edits: unknown[] } | undefined)?.edits.length === 3)
    .then(() => editor.rename({ file: project.path("d.ts"), name: "one", to: "two" }));
  project.write({ "e.ts": 'console.log("changed");\nimport { one } from "./d.ts";\n' });
  expect(() => plan.write()).toThrow(expect.objectContaining({ code: "STALE" }));
  expect(readFileSync(project.path("d.ts"), "utf8")).toBe("export const one = 1;\n");
});
