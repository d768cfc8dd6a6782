import { describe, expect, it } from "vitest";
import { falseWinnerProbability, medianInterval } from "../../../../labs/bench/index.ts";
import { randomNumbers } from "../support/random.ts";

describe("the probability of a false winner", () => {
  it("is that of six values all below six others, for which 2 of 924 orders stand", () => {
    expect(falseWinnerProbability(6)).toBeCloseTo(2 / 924, 12);
  });

  it("is 0 with too few rounds for an interval", () => {
    expect(falseWinnerProbability(5)).toBe(0);
  });

  it.each([6, 9, 12, 20])("is what counting finds in 40,000 comparisons of %d rounds", (rounds) => {
    const random = randomNumbers(rounds);
    let found = 0;
    for (let i = 0; i < 40_000; i++) {
      const [a, b] = [0, 1].map(() => medianInterval(Array.from({ length: rounds }, random)));
      if (a && b && (a.high < b.low || b.high < a.low)) found++;
    }
    expect(Math.abs(found / 40_000 - falseWinnerProbability(rounds))).toBeLessThan(0.0015);
  });
});
