import { describe, expect, it } from "vitest";
import { controlAgainstItself, medianInterval } from "../../../../labs/bench/index.ts";
import { normalNumbers, randomNumbers } from "../support/random.ts";

/** Times of a run as machines give them: a floor, small noise, and now and then a hiccup. */
function noisyTimes(seed: number, seconds = 1): () => number {
  const random = randomNumbers(seed);
  const normal = normalNumbers(seed + 1);
  return () => seconds * (1 + 0.01 * Math.abs(normal()) + (random() < 0.1 ? random() * 0.5 : 0));
}

describe("the A/A control", () => {
  it.each([6, 7, 8, 10, 15, 20])(
    "finds at most 5 %% false winners in 1,000 comparisons of %d rounds",
    async (rounds) => {
      const report = await controlAgainstItself({ measure: noisyTimes(rounds), comparisons: 1000, rounds });
      expect(report.comparisons).toBe(1000);
      expect(report.share).toBeLessThanOrEqual(0.05);
    },
  );

  it("counts a winner when the two times really differ", async () => {
    let call = 0;
    const times = noisyTimes(1);
    // Every second measurement takes twice as long, and interleaving gives all of those to one side.
    const report = await controlAgainstItself({
      measure: () => times() * (call++ % 2 ? 2 : 1),
      comparisons: 20,
      rounds: 8,
    });
    expect(report.falseWinners).toBe(20);
  });

  it("claims nothing with five rounds", async () => {
    const report = await controlAgainstItself({ measure: noisyTimes(9), comparisons: 50, rounds: 5 });
    expect(report.falseWinners).toBe(0);
  });

  it("refuses wrong numbers", async () => {
    await expect(controlAgainstItself({ measure: () => 1, comparisons: 0 })).rejects.toThrow(
      /comparisons must be/,
    );
  });
});

it("a difference of a tenth is found nearly always", () => {
  let found = 0;
  for (let trial = 0; trial < 200; trial++) {
    const [a, b] = [noisyTimes(trial), noisyTimes(trial + 1000, 1.1)];
    const of = (times: () => number) => medianInterval(Array.from({ length: 10 }, times));
    if ((of(a)?.high ?? Infinity) < (of(b)?.low ?? 0)) found++;
  }
  // Two hiccups in ten are within the interval; three are not.
  expect(found).toBeGreaterThan(120);
});
