import { expect, test } from "vitest";
import { retryDelay } from "../../../../labs/model/queue/retry-delay.ts";

test("Each retry waits twice as long as the one before, up to half a minute, and up to half as long more by chance.", () => {
  expect([0, 1, 2, 3].map((retry) => retryDelay(retry, 0.5, 0))).toEqual([0.5, 1, 2, 4]);
  expect(retryDelay(1, 0.5, 0.999)).toBeCloseTo(1.5, 2);
  expect(retryDelay(50, 0.5, 0)).toBe(30);
});

test("What the server asked for is the least, and chance comes on top.", () => {
  expect(retryDelay(0, 0.5, 0, 10)).toBe(10);
  expect(retryDelay(0, 0.5, 1, 10)).toBe(10.25);
  expect(retryDelay(3, 0.5, 0, 1)).toBe(4);
});
