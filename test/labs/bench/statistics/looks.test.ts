import { describe, expect, it } from "vitest";
import { errorSpent, isDecided, LOOKS, lookAt } from "../../../../labs/bench/index.ts";

const variant = (median: number, low: number, high: number) => ({ median, interval: { low, high } });

describe("the looks of a benchmark", () => {
  it("spend less than 5 % of false winners in all, however many of them are made", () => {
    expect(errorSpent()).toBeLessThan(0.05);
    expect(errorSpent(LOOKS.slice(0, 3))).toBeLessThan(errorSpent());
  });

  it("begin with the least number of rounds for an interval", () => {
    expect(LOOKS[0]).toBe(6);
    expect(lookAt([1, 2, 3, 4, 5])?.interval).toBeNull();
    expect(lookAt([1, 2, 3, 4, 5, 6])).toEqual({ median: 3.5, interval: { low: 1, high: 6 } });
    expect(lookAt([])).toBeNull();
  });
});

describe("a comparison", () => {
  it.each([
    ["intervals that lie apart", [variant(1, 0.9, 1.1), variant(2, 1.9, 2.1)], true],
    ["intervals that overlap", [variant(1, 0.9, 1.1), variant(1.05, 1, 1.2)], false],
    ["intervals that are level within 5 %", [variant(1, 0.99, 1.01), variant(1.01, 1, 1.03)], true],
    ["a wide interval of the fastest", [variant(1, 0.9, 1.2), variant(1.01, 1, 1.03)], false],
    [
      "one that is level and one that is far",
      [variant(1, 0.99, 1.01), variant(1.01, 1, 1.02), variant(2, 1.9, 2.1)],
      true,
    ],
    ["one variant without an interval", [variant(1, 0.9, 1.1), { median: 2, interval: null }], false],
    ["one variant alone", [variant(1, 0.9, 1.1)], true],
    ["nothing", [], true],
  ])("with %s is decided: %3$s", (_what, variants, expected) => {
    expect(isDecided(variants)).toBe(expected);
  });
});
