import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { originOf } from "../../../../kit/kernel/words/missing-names.ts";
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

test("a name that is not known is explained by the cells of the notebook", { timeout: 60_000 }, async () => {
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
