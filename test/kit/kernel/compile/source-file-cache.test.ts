import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ts } from "../../../../kit/kernel/compile/typescript.ts";
import { withoutDocs } from "../../../../kit/kernel/compile/without-docs.ts";
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

test("documentation of declarations is no part of what is parsed, and moves no position", () => {
  const text =
    "/** Adds. */\nexport declare function add(a: number, /** the second */ b: number): number;\n/**/\n";
  const plain = withoutDocs("/add.d.ts", text);
  expect(plain).toBe(text.replace("/** Adds", "/*  Adds"));
  expect(plain).toHaveLength(text.length);
  expect(withoutDocs("/add.ts", text)).toBe(text);
});

test("a text finds a file that did not exist when another text imported it", () => {
  const compiler = createCellCompiler({ directory: folder });
  const source = 'import { seven } from "./seven.ts";\nconst doubled: number = 2 * seven;';
  expect(compiler.compile(source)).toHaveProperty("errors");
  writeFileSync(join(folder, "seven.ts"), "export const seven = 7;\n");
  expect(compiler.compile(`${source}\nconsole.log(doubled);`)).toHaveProperty("js");
});
