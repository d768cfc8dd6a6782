import { expect, test } from "vitest";
import fc from "../../fast-check.ts";
import { differenceOf } from "./corpus/compare.ts";
import { jobPrograms, plainPrograms } from "./corpus/generated.ts";

test.for([
  ["programs by a grammar", plainPrograms],
  ["programs with promises", jobPrograms],
] as const)(
  "2,000 %s mean step by step what they mean natively",
  { timeout: 600_000 },
  async ([, programs]) => {
    for (const body of fc.sample(programs, { numRuns: 2_000, seed: 11 }))
      expect(await differenceOf(body)).toBeUndefined();
  },
);
