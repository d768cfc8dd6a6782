import { expect, test } from "vitest";
import { randomFrom, seedOf } from "../../../../kit/checking/checks/random.ts";

const seeds = Array.from({ length: 50 }, (_, at) => at * 7919);

test("the same seed gives the same choices, and another seed gives others", () => {
  const choices = (seed: number) => {
    const random = randomFrom(seed);
    return [
      random(),
      random.int(0, 1e9),
      random.pick([..."abcdefgh"]),
      random.shuffle([1, 2, 3, 4, 5]),
      random.string(12),
    ];
  };
  expect(choices(7)).toEqual(choices(7));
  expect(new Set(seeds.map((seed) => JSON.stringify(choices(seed)))).size).toBe(seeds.length);
});

test("a whole number lies between both ends, and both ends are met", () => {
  const random = randomFrom(1);
  const numbers = Array.from({ length: 500 }, () => random.int(-2, 2));
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
});

test("a range of one number gives that number, and a wide range gives numbers past 32 bits", () => {
  const random = randomFrom(2);
  expect(random.int(5, 5)).toBe(5);
  const wide = Array.from({ length: 20 }, () => random.int(0, Number.MAX_SAFE_INTEGER - 1));
  expect(wide.every(Number.isSafeInteger)).toBe(true);
  expect(wide.some((number) => number > 2 ** 50)).toBe(true);
  expect(wide.some((number) => number % 2 === 1)).toBe(true);
});

test("ends between which there is no whole number are refused", () => {
  const random = randomFrom(3);
  expect(() => random.int(3, 2)).toThrow("There is no whole number to choose from 3 to 2.");
  expect(() => random.int(0.2, 0.8)).toThrow(RangeError);
  expect(() => random.int(Number.NaN, 1)).toThrow(RangeError);
  expect(() => random.int(0, Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

test("every item of a list is picked at some time, and nothing is picked from an empty list", () => {
  const random = randomFrom(4);
  expect(new Set(Array.from({ length: 300 }, () => random.pick(["a", "b", "c"]))).size).toBe(3);
  expect(() => random.pick([])).toThrow("There is nothing to pick in an empty list.");
});

test("a shuffled list has the same items, and the list that was given keeps its order", () => {
  const given = [1, 2, 3, 4];
  const orders = seeds.map((seed) => randomFrom(seed).shuffle(given));
  for (const order of orders) expect([...order].sort()).toEqual(given);
  expect(given).toEqual([1, 2, 3, 4]);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(10);
});

test("a string has so many small letters", () => {
  const random = randomFrom(5);
  expect(random.string(40)).toMatch(/^[a-z]{40}$/);
  expect(random.string(0)).toBe("");
});

test("a class's secret gives a check another seed than the course's, and than any other secret", () => {
  const of = (classSeed?: string) => seedOf("01.2", "adds", 0, classSeed);
  expect(of("one")).toBe(of("one"));
  expect(new Set([of(), of("one"), of("two"), of("")]).size).toBe(4);
});
