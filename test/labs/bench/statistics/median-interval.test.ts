import { describe, expect, it } from "vitest";
import { median, medianInterval } from "../../../../labs/bench/index.ts";
import { normalNumbers, randomNumbers } from "../support/random.ts";

describe("the median", () => {
  it("is the middle value, or the mean of the two in the middle", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe("the interval of a median", () => {
  it("is not claimed with fewer than six values", () => {
    for (const n of [0, 1, 3, 5]) expect(medianInterval(Array.from({ length: n }, (_, i) => i))).toBeNull();
  });

  it("takes the order statistics of the textbook's table", () => {
    const of = (n: number) => medianInterval(Array.from({ length: n }, (_, i) => i + 1));
    expect(of(6)).toEqual({ low: 1, high: 6 });
    expect(of(8)).toEqual({ low: 1, high: 8 });
    expect(of(9)).toEqual({ low: 2, high: 8 });
    expect(of(10)).toEqual({ low: 2, high: 9 });
    expect(of(12)).toEqual({ low: 3, high: 10 });
    expect(of(20)).toEqual({ low: 6, high: 15 });
    expect(of(25)).toEqual({ low: 8, high: 18 });
  });

  it.each([
    ["even", (random: () => number) => random(), 0.5],
    ["skewed, as run times are", (random: () => number) => -Math.log(1 - random()), Math.LN2],
  ])("holds the true median at least 95 times in 100 when values are %s", (_, draw, truth) => {
    const random = randomNumbers(7);
    for (const n of [6, 10, 15]) {
      const trials = 4000;
      let held = 0;
      for (let i = 0; i < trials; i++) {
        const interval = medianInterval(Array.from({ length: n }, () => draw(random)));
        if (interval && interval.low <= truth && truth <= interval.high) held++;
      }
      // Two standard deviations of a count of 4000 are 0.7 %.
      expect(held / trials).toBeGreaterThan(0.943);
    }
  });

  it("grows narrow with many values", () => {
    const normal = normalNumbers(3);
    const width = (n: number) => {
      const { low, high } = medianInterval(Array.from({ length: n }, normal)) ?? { low: 0, high: Infinity };
      return high - low;
    };
    expect(width(400)).toBeLessThan(0.35);
    expect(width(400)).toBeGreaterThan(0.1);
  });
});
