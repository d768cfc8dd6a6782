import { expect, test } from "vitest";
import { TokenRate } from "../../../../labs/model/queue/token-rate.ts";

test("A minute's tokens may go at once; then they come back evenly.", () => {
  const rate = new TokenRate(600);
  expect(rate.readyAt(600, 0)).toBe(0);
  rate.take(600, 0);
  expect(rate.readyAt(100, 0)).toBe(10);
  expect(rate.readyAt(100, 10)).toBe(10);
});

test("Tokens that were not needed are given back, and no more are kept than a minute's.", () => {
  const rate = new TokenRate(600);
  rate.take(500, 0);
  rate.giveBack(500);
  expect(rate.readyAt(600, 0)).toBe(0);
  expect(rate.readyAt(600, 1000)).toBe(1000);
  rate.take(600, 1000);
  expect(rate.readyAt(1, 1000)).toBeGreaterThan(1000);
});

test("Without a limit all tokens are there at once.", () => {
  const rate = new TokenRate(Number.POSITIVE_INFINITY);
  rate.take(1e9, 0);
  expect(rate.readyAt(1e9, 0)).toBe(0);
});
