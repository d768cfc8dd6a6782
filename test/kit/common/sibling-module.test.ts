import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { siblingModule } from "../../../kit/common/sibling-module.ts";

test("a source gets the source of its sibling, and a built file the built one", () => {
  expect(existsSync(siblingModule(import.meta.url, "sibling-module.test"))).toBe(true);
  expect(siblingModule("file:///kit/dist/a/b.js", "../c").pathname).toBe("/kit/dist/c.js");
});
