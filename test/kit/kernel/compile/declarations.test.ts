import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { createCellCompiler } from "../../../../kit/kernel/compile/cell-compiler.ts";
import { cellCompilerOptions } from "../../../../kit/kernel/compile/compiler-options.ts";
import { SourceFileCache } from "../../../../kit/kernel/compile/source-file-cache.ts";
import { ts } from "../../../../kit/kernel/compile/typescript.ts";

/*
 * Cells are checked by another TypeScript than the one that builds labs and kit. What their built declarations say
 * must be understood by both. These tests read `dist`, so the project must have been built.
 */
const root = resolve(import.meta.dirname, "../../../..");
const directory = join(root, "notebooks");

/** Everything that a cell can import from a workspace and that has been built. */
function entries(workspace: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8"));
  return Object.entries<{ types?: string }>(manifest.exports)
    .filter(([, { types }]) => types !== undefined && existsSync(join(root, workspace, types)))
    .map(([path]) => manifest.name + path.slice(1));
}

const all = [...entries("labs"), ...entries("kit")];

test("both packages have been built", () => {
  expect(all).toEqual(expect.arrayContaining(["@swarmlab/labs", "@swarmlab/kit"]));
});

const compiler = createCellCompiler({ directory });

test.each(all)("a cell can import all of %s", (entry) => {
  expect(compiler.compile(`import * as everything from "${entry}"; everything;`)).toHaveProperty("js");
});

test("a cell sees the types of labs: a wrong use of a class is refused", () => {
  const outcome = compiler.compile(
    'import { DataAnalyst } from "@swarmlab/labs"; const text: string = new DataAnalyst(1).agentId;',
  );
  expect(outcome).toMatchObject({
    errors: [{ message: "Type 'number' is not assignable to type 'string'." }],
  });
});

test("the TypeScript of cells understands every declaration of labs and kit", () => {
  const options = { ...cellCompilerOptions(directory), skipLibCheck: false, noEmit: true };
  const files = new SourceFileCache(options, directory);
  const cell = join(directory, "__cell__.ts");
  files.setVirtual(
    cell,
    all.map((entry, index) => `import * as m${index} from "${entry}"; m${index};`).join("\n"),
  );
  const program = ts.createProgram({ rootNames: [cell], options, host: files.host });
  const complaints = ts
    .getPreEmitDiagnostics(program)
    .filter(
      ({ file }) => file && /\/(labs|kit)\//.test(file.fileName) && !file.fileName.includes("/node_modules/"),
    )
    .map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? ts.getLineAndCharacterOfPosition(file, start).line + 1 : 0;
      return `${file?.fileName.slice(root.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
  expect(complaints).toEqual([]);
}, 300_000);
