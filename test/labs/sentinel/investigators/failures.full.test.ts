import { test } from "vitest";
import { investigateAmongFailures } from "../support/chaos.ts";

test("of 200 investigators 5 % crash, 5 % hang and 5 % run out of memory: every healthy finding is intact, and nothing is left behind", async () => {
  await investigateAmongFailures(200, 5);
}, 300_000);
