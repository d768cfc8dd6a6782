import { describe, expect, test } from "vitest";
import { randomNumbers } from "../../../../labs/common/random-numbers.ts";
import { ClockBaseline } from "../../../../labs/sentinel/signals/clock-baseline.ts";
import { poissonDearth, poissonSurprise } from "../../../../labs/sentinel/signals/poisson.ts";
import { RateBaseline } from "../../../../labs/sentinel/signals/rate-baseline.ts";
import { ValueBaseline } from "../../../../labs/sentinel/signals/value-baseline.ts";

describe("what is usual", () => {
  test.each([
    [5, 0.1],
    [12, 2],
    [40, 10],
  ])(
    "a surprise of %i at a mean of %d is the chance of a Poisson process to a factor of 2",
    (count, mean) => {
      let chance = 0;
      let term = Math.exp(-mean);
      for (let k = 0; k < 200; k++, term *= mean / k) if (k >= count) chance += term;
      expect(poissonSurprise(count, mean)).toBeGreaterThan(-Math.log(chance) - Math.LN2);
      expect(poissonSurprise(count, mean)).toBeLessThan(-Math.log(chance) + Math.LN2);
      expect(poissonSurprise(mean, count)).toBe(0);
      expect(poissonDearth(0, mean)).toBe(mean);
    },
  );

  test("a rate follows slowly and does not believe one wild second", () => {
    const rate = new RateBaseline();
    for (let i = 0; i < 600; i++) rate.learn(2, 20);
    rate.learn(10_000, 10_018);
    expect(rate.mean).toBeCloseTo(2, 0);
  });

  test("the most in ten seconds does not creep up with a flood that fills them second by second", () => {
    const rate = new RateBaseline();
    for (let i = 0; i < 200; i++) rate.learn(200, 2000);
    for (let i = 1; i <= 20; i++) rate.learn(850, 2000 + Math.min(i, 10) * 650);
    expect(rate.most).toBeLessThan(2001);
  });

  test("a clock is off when two lines in a row say the same, and not when all services are late", () => {
    const clock = new ClockBaseline();
    for (let i = 0; i < 50; i++) clock.read(0.02, 0);
    clock.read(-40, 0);
    expect(clock.run).toBe(1);
    clock.read(-40.1, 0);
    expect([clock.run, Math.round(clock.deviation)]).toEqual([2, -40]);
    clock.read(0.02, 0);
    expect(clock.run).toBe(0);
    for (let i = 0; i < 5; i++) clock.read(30, 30);
    expect(clock.run).toBe(0);
  });

  test("a value of a long tail stays usual, one that leaves its range does not, a counter never does", () => {
    const random = randomNumbers(5);
    const latency = new ValueBaseline();
    const counter = new ValueBaseline();
    let alarms = 0;
    for (let i = 0; i < 5000; i++) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      latency.read(20 * Math.exp(0.5 * normal), i);
      counter.read(i * 10, i);
      if (latency.isUnusual || counter.isUnusual) alarms++;
    }
    expect(alarms).toBe(0);
    for (let i = 0; i < 3; i++) latency.read(600, 5000 + i);
    expect(latency.isUnusual).toBe(true);
    latency.read(20, 5004);
    expect(latency.isUnusual).toBe(false);
  });
});
