import { describe, expect, it } from "vitest";
import {
  BenchError,
  controlUntilDecided,
  lookAt,
  measureUntilDecided,
} from "../../../../labs/bench/index.ts";
import { normalNumbers, randomNumbers } from "../support/random.ts";

/** Times of a run as machines give them: a floor, noise of `spread`, and now and then a hiccup. */
function noisyTimes(seed: number, spread: number, hiccups = 0.1) {
  const random = randomNumbers(seed);
  const normal = normalNumbers(seed + 1);
  return (level = 1) => level * (1 + spread * Math.abs(normal()) + (random() < hiccups ? random() * 0.5 : 0));
}

const runOf = (seconds: number) => ({ seconds, failed: 0, othersShare: 0 });

describe("the A/A control of a benchmark that looks again and again", () => {
  it.each([
    ["little noise", 0.005, 0.05],
    ["usual noise", 0.02, 0.1],
    ["much noise", 0.2, 0.3],
  ])(
    "takes noise for a winner at most once in twenty, over 1,000 comparisons with %s",
    async (_what, spread, hiccups) => {
      const times = noisyTimes(7, spread, hiccups);
      const report = await controlUntilDecided({ measure: async () => runOf(times()), comparisons: 1000 });
      expect(report.comparisons).toBe(1000);
      expect(report.share).toBeLessThanOrEqual(0.05);
    },
  );

  it("decides a difference of 5 % nearly always, in favour of the faster one", async () => {
    const times = noisyTimes(11, 0.01);
    let right = 0;
    let wrong = 0;
    for (let trial = 0; trial < 200; trial++) {
      const { measured } = await measureUntilDecided({
        groups: [{ variants: [1, 1.05] }],
        budgetSeconds: Number.POSITIVE_INFINITY,
        measure: async (level: number) => runOf(times(level)),
      });
      const [fast, slow] = measured.map(({ runs }) => lookAt(runs.map(({ seconds }) => seconds))?.interval);
      if (fast && slow && fast.high < slow.low) right++;
      if (fast && slow && slow.high < fast.low) wrong++;
    }
    expect(right).toBeGreaterThan(180);
    expect(wrong).toBe(0);
  });

  it("ends when it is stopped, with the comparisons so far", async () => {
    let runs = 0;
    const times = noisyTimes(5, 0.005, 0);
    const report = await controlUntilDecided({
      comparisons: 10,
      measure: async () => {
        if (++runs > 30) throw new BenchError("ABORTED", "Stopped.");
        return runOf(times());
      },
    });
    expect(report.comparisons).toBe(2);
    expect(report.meanRounds).toBe(6);
  });

  it("fails when a run cannot be measured", async () => {
    const error = new BenchError("CANNOT_RUN", "It could not be run.");
    const control = controlUntilDecided({ comparisons: 2, measure: () => Promise.reject(error) });
    await expect(control).rejects.toBe(error);
  });
});
