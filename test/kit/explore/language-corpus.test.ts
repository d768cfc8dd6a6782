import { expect, test } from "vitest";
import fc from "../../fast-check.ts";
import { differenceOf } from "./corpus/compare.ts";
import { jobPrograms, plainPrograms } from "./corpus/generated.ts";
import { SNIPPETS } from "./corpus/snippets.ts";

async function differences(bodies: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const body of bodies) {
    const difference = await differenceOf(body);
    if (difference !== undefined) found.push(difference);
  }
  return found;
}

test("the corpus has at least 400 snippets, each a different one, and 500 with the generated ones", () => {
  expect(new Set(SNIPPETS).size).toBe(SNIPPETS.length);
  expect(SNIPPETS.length).toBeGreaterThanOrEqual(400);
});

test("every snippet means step by step what it means natively", { timeout: 300_000 }, async () => {
  expect(await differences(SNIPPETS)).toEqual([]);
});

test("so do 80 programs by a grammar", { timeout: 300_000 }, async () => {
  expect(await differences(fc.sample(plainPrograms, { numRuns: 80, seed: 7 }))).toEqual([]);
});

test("80 programs with promises run their jobs in the same order", { timeout: 300_000 }, async () => {
  expect(await differences(fc.sample(jobPrograms, { numRuns: 80, seed: 7 }))).toEqual([]);
});
