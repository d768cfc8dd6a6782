import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the packages of the house carry one version", () => {
  const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));
  expect(read("labs/package.json").version).toBe(read("package.json").version);
  expect(read("kit/package.json").version).toBe(read("package.json").version);
});
