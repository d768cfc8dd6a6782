import { test } from "vitest";
import { investigateAmongFailures } from "../support/chaos.ts";

test("of 20 investigators one crashes, one hangs and one runs out of memory: each costs itself, and nothing is left behind", async () => {
  await investigateAmongFailures(20, 10);
}, 300_000);
