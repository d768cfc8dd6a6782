import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type NotebookRun, runNotebook, someAtATime, whyNoNotebooks } from "../../kit/authoring/index.ts";

/** Each solved notebook, run from its first to its last cell in the real kernel, as `jupyter nbconvert --execute` does; two at a time. */

const root = join(import.meta.dirname, "../..");
const solved = readdirSync(join(root, "solutions")).filter((name) => name.endsWith(".ipynb"));
const runs = new Map(solved.map((name) => [name, Promise.withResolvers<NotebookRun>()]));
/** All notebooks together, on a busy machine. */
const NOTEBOOKS_MS = 3_600_000;

beforeAll(() => {
  const problem = whyNoNotebooks(root);
  if (problem !== undefined) throw new Error(problem);
  void someAtATime([...runs], 2, async ([name, { promise, resolve, reject }]) => {
    promise.catch(() => {});
    await runNotebook(root, `solutions/${name}`).then(resolve, reject);
  });
});

const text = (source: string | readonly string[] | unknown): string =>
  Array.isArray(source) ? source.join("") : String(source);

describe.each(solved)("the solved notebook %s", (name) => {
  let cells: NotebookRun["cells"];
  beforeAll(async () => {
    const run = await runs.get(name)?.promise;
    cells = run?.cells ?? [];
  }, NOTEBOOKS_MS);

  test("runs every code cell in order and without an error output", () => {
    const code = cells.filter((cell) => cell.cell_type === "code" && text(cell.source).trim() !== "");
    expect(code.length).toBeGreaterThan(3);
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, index) => index + 1));
    const errors = code.flatMap((cell) =>
      (cell.outputs ?? []).filter((output) => output.output_type === "error"),
    );
    expect(errors.map((error) => `${error.ename}: ${error.evalue}`)).toEqual([]);
  });

  test("shows at least one chart as Vega-Lite, SVG and text in one display", () => {
    const bundles = cells
      .flatMap((cell) => cell.outputs ?? [])
      .map((output) => Object.keys(output.data ?? {}));
    const charts = bundles.filter((types) => types.includes("application/vnd.vegalite.v5+json"));
    expect(charts.length).toBeGreaterThan(0);
    for (const types of charts)
      expect(types).toEqual(expect.arrayContaining(["image/svg+xml", "text/plain"]));
  });

  test("is green at every check", () => {
    const checks = cells.filter((cell) => cell.metadata.tags?.includes("check"));
    expect(checks.length).toBeGreaterThan(1);
    for (const cell of checks) {
      const shown = (cell.outputs ?? []).map((output) => text(output.data?.["text/plain"])).join("\n");
      expect(shown, text(cell.source)).toMatch(/(\d+) of \1 points/);
    }
  });
});
