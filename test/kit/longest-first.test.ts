import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { longest, longestFirst } from "../longest-first.ts";

const root = join(import.meta.dirname, "../..");

test.each(longest)("%s is there", (file) => {
  expect(existsSync(join(root, file))).toBe(true);
});

test("long files come first, others stay as they were", () => {
  const [first = "", second = ""] = longest;
  const files = ["/a/test/kit/b.test.ts", `/a/${second}`, "/a/test/kit/a.test.ts", `/a/${first}`];
  expect(longestFirst(files, (file) => file)).toEqual([
    `/a/${first}`,
    `/a/${second}`,
    "/a/test/kit/b.test.ts",
    "/a/test/kit/a.test.ts",
  ]);
});
