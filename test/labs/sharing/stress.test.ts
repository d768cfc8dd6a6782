import { expect, test } from "vitest";
import { stress } from "./stress.ts";

test("threads that use all primitives at once and are killed at random moments leave them whole after recover()", {
  timeout: 300_000,
}, async () => {
  expect(await stress(2)).toBeGreaterThan(0);
});
