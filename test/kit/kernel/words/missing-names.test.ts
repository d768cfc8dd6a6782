import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { originOf } from "../../../../kit/kernel/words/missing-names.ts";
import { notebookCells } from "../../../../kit/kernel/words/notebook-cells.ts";
import { TestKernel } from "../support/test-kernel.ts";

const folder = mkdtempSync(join(tmpdir(), "swarmlab-names-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cells = [
  '// a comment that names check\nimport { agent } from "@swarmlab/labs";\nimport {\n  check,\n  hint as help,\n} from "@swarmlab/kit";',
  "const answer = (n: number) => n;\nclass Box$ {}\nlet check2 = 1;",
  'await check("00.1");',
  "function below(): void {}",
];

describe("the cell that brings a name", () => {
  test.each([
    ["check", { cell: 1, how: "imports" }],
    ["help", { cell: 1, how: "imports" }],
    ["answer", { cell: 2, how: "declares" }],
    ["Box$", { cell: 2, how: "declares" }],
    ["below", { cell: 4, how: "declares" }],
    ["n", undefined],
    ["nowhere", undefined],
  ] as const)("%s", (name, origin) => {
    const titled = cells.map((source, at) => ({ title: `Code cell ${at + 1}`, source }));
    const found = originOf(name, titled);
    expect(found && { cell: titled.indexOf(found.cell) + 1, how: found.how }).toEqual(origin);
  });
});

test("a name that is not known is explained by the cells of the notebook", { timeout: 300_000 }, async () => {
  const notebook = join(folder, "lesson.ipynb");
  const saved = cells.map((source) => ({ cell_type: "code", source: source.split(/(?<=\n)/) }));
  writeFileSync(
    notebook,
    JSON.stringify({ cells: [{ cell_type: "markdown", source: ["# Title"] }, ...saved] }),
  );
  await using kernel = await TestKernel.start({ env: { JPY_SESSION_NAME: notebook } });
  const said = async (code: string) =>
    stripVTControlCharacters((await kernel.execute(code)).error?.traceback.join("\n") ?? "");
  expect(await said(cells[2] as string)).toContain(
    "1:7 check is not known yet. Code cell 1 of this notebook imports it, and has not run to its end since the kernel started. Run ▸ Run All Above Selected Cell runs it.",
  );
  expect(await said('below();\nawait check("00.1");')).toContain("below is not known yet. Code cell 4");
  expect(await said("nowhere();")).toContain(
    "1:1 Cannot find name 'nowhere'. No cell of this notebook declares or imports it.",
  );
  // A bracket that is missing breaks the compiler of whole cells.
  const broken = await said("function f( { return 1");
  expect(broken).toContain("This cell was not run");
  expect(broken).toMatch(/1:\d+ '.' expected|1:\d+ .* expected/);
  expect(broken).not.toContain("Debug Failure");
  writeFileSync(notebook, "no notebook");
  expect(await said(cells[2] as string)).toContain("Cannot find name 'check'");
});

test("lesson 00 quotes what its own cells lead to", { timeout: 300_000 }, async () => {
  const root = join(import.meta.dirname, "../../../..");
  const notebook = join(root, "notebooks/00-start-here.ipynb");
  await using kernel = await TestKernel.start({ env: { JPY_SESSION_NAME: notebook } });
  const said = (await kernel.execute('await check("00.1");')).error?.evalue ?? "";
  const lesson = readFileSync(join(root, "solutions/00-start-here.ts"), "utf8").replace(/\n\/\/ {2,}/g, " ");
  const quoted = /\*\*"(check is not known yet\. [^"]+)"\*\*/.exec(lesson)?.[1] ?? "no quotation";
  expect(said).toContain(quoted);
});

test("a cell that ran with another text than the saved one counts as it ran, and one that was never saved counts too", () => {
  const notebook = join(folder, "saved.ipynb");
  const saved = [
    { id: "a", cell_type: "code", source: "const old = 1;" },
    { id: "b", cell_type: "code", source: "old;" },
  ];
  writeFileSync(notebook, JSON.stringify({ cells: saved }));
  const record = { executionCount: 3, status: "error" } as const;
  const found = notebookCells(notebook, [
    { ...record, cellId: "a", code: "const fresh = 1; fail();" },
    { ...record, executionCount: 4, cellId: "z", code: "const unsaved = 2; fail();" },
    { ...record, executionCount: 5, cellId: "b", code: "fresh;", status: "running" },
  ]);
  expect(found).toEqual([
    { title: "Code cell 1", source: "const fresh = 1; fail();" },
    { title: "Code cell 2", source: "fresh;", isRunning: true },
    { title: "Cell [4]", source: "const unsaved = 2; fail();" },
  ]);
  expect(originOf("fresh", found)?.cell.title).toBe("Code cell 1");
  expect(originOf("unsaved", found)?.cell.title).toBe("Cell [4]");
});
