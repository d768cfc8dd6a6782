import { expect, test } from "vitest";
import { stress } from "./stress.ts";

const SECONDS = Number(process.env.SHARING_STRESS_SECONDS ?? 120);

test(`for ${SECONDS} s, threads that use all primitives at once and are killed at random moments leave them whole`, {
  timeout: (SECONDS + 60) * 1000,
}, async () => {
  expect(await stress(SECONDS)).toBeGreaterThan(SECONDS / 10);
});
