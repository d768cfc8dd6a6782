import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ts } from "../../../../kit/kernel/compile/typescript.ts";
import { createCellCompiler } from "../../../../kit/kernel/index.ts";

const folder = mkdtempSync(join(tmpdir(), "swarmlab-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a second text is compiled without a look for the packages that declarations import", () => {
  const looked: string[] = [];
  const { directoryExists } = ts.sys;
  ts.sys.directoryExists = (path) => {
    looked.push(path);
    return directoryExists(path);
  };
  try {
    const compiler = createCellCompiler({ directory: folder });
    compiler.compile('import { readFileSync } from "node:fs";\nconsole.log(readFileSync);');
    expect(looked.length).toBeGreaterThan(1000);
    looked.length = 0;
    // Another import, so that TypeScript cannot take over the whole program of the text before.
    compiler.compile("console.log(2);");
    expect(looked.length).toBeLessThan(50);
  } finally {
    ts.sys.directoryExists = directoryExists;
  }
});

test("a text finds a file that did not exist when another text imported it", () => {
  const compiler = createCellCompiler({ directory: folder });
  const source = 'import { seven } from "./seven.ts";\nconst doubled: number = 2 * seven;';
  expect(compiler.compile(source)).toHaveProperty("errors");
  writeFileSync(join(folder, "seven.ts"), "export const seven = 7;\n");
  expect(compiler.compile(`${source}\nconsole.log(doubled);`)).toHaveProperty("js");
});
