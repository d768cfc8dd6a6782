import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** Each solved notebook, run from its first to its last cell in the real kernel, as `jupyter nbconvert --execute` does. */

interface Output {
  output_type: string;
  ename?: string;
  evalue?: string;
  data?: Record<string, unknown>;
}
interface Cell {
  cell_type: string;
  execution_count: number | null;
  source: string | string[];
  metadata: { tags?: string[] };
  outputs?: Output[];
}

const root = join(import.meta.dirname, "../..");
const jupyter = join(root, ".lab/venv/bin/jupyter");
const run = promisify(execFile);
const solved = readdirSync(join(root, "solutions")).filter((name) => name.endsWith(".ipynb"));

let folder: string;
beforeAll(() => {
  if (!existsSync(jupyter))
    throw new Error("JupyterLab is not installed in .lab/venv: start the tests with `npm test`.");
  // Inside the project, so that the cells' imports are found as they are from work/.
  mkdirSync(join(root, ".lab/tmp"), { recursive: true });
  folder = mkdtempSync(join(root, ".lab/tmp/run-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (source: string | string[] | unknown): string =>
  Array.isArray(source) ? source.join("") : String(source);

describe.each(solved)("the solved notebook %s", (name) => {
  let cells: Cell[];
  beforeAll(async () => {
    await run(
      jupyter,
      [
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        "--ExecutePreprocessor.timeout=120",
        "--output-dir",
        folder,
        join(root, "solutions", name),
      ],
      {
        cwd: root,
        timeout: 240_000,
        env: {
          ...process.env,
          JUPYTER_PATH: join(root, ".lab/jupyter"),
          JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
          JUPYTER_CONFIG_DIR: join(folder, "config"),
        },
      },
    );
    cells = JSON.parse(readFileSync(join(folder, name), "utf8")).cells;
  }, 250_000);

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
