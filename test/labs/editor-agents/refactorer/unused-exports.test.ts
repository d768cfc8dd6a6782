import { expect, test } from "vitest";
import { unusedExports } from "../../../../labs/editor-agents/refactorer/unused-exports.ts";
import { graphOf } from "../support/facts-of.ts";

async function unusedIn(files: Readonly<Record<string, string>>, entries: readonly string[] = []) {
  const isRoot = (file: string) => file.endsWith(".test.ts");
  return unusedExports(await graphOf(files), { folder: "/", entries, isRoot }).map(
    ({ file, line, name }) => `${file}:${line} ${name}`,
  );
}

test("an export that no module imports is named with its line, one that is imported is not", async () => {
  const unused = await unusedIn({
    "a.ts": "export const used = 1;\nexport const unused = 2;\n",
    "b.test.ts": 'import { used } from "./a.ts";\nexport const inTest = used;\n',
  });
  expect(unused).toEqual(["/a.ts:2 unused"]);
});

test("an import through a door uses the declaration behind it, under its other name too", async () => {
  const unused = await unusedIn({
    "a.ts": "export const one = 1;\nexport const two = 2;\n",
    "index.ts": 'export { one as first, two } from "./a.ts";\n',
    "user.test.ts": 'import { first } from "./index.ts";\nconsole.log(first);\n',
  });
  expect(unused).toEqual(["/a.ts:2 two"]);
});

test("what a package's entry exports is used by others", async () => {
  const files = { "a.ts": "export const one = 1;\n", "index.ts": 'export * from "./a.ts";\n' };
  expect(await unusedIn(files, ["/index.ts"])).toEqual([]);
  expect(await unusedIn(files)).toEqual(["/a.ts:1 one"]);
});

test("members of a namespace count one by one, and all of them when the namespace is passed on", async () => {
  const a = "export const one = 1;\nexport const two = 2;\n";
  const named = { "a.ts": a, "b.test.ts": 'import * as a from "./a.ts";\nconsole.log(a.one);\n' };
  const passed = { "a.ts": a, "b.test.ts": 'import * as a from "./a.ts";\nconsole.log(a);\n' };
  expect(await unusedIn(named)).toEqual(["/a.ts:2 two"]);
  expect(await unusedIn(passed)).toEqual([]);
});
