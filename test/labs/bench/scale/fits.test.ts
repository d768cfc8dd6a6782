import { describe, expect, it } from "vitest";
import {
  amdahlSpeedup,
  efficiency,
  fitAmdahl,
  fitScaling,
  fitUsl,
  uslSpeedup,
} from "../../../../labs/bench/index.ts";
import { run } from "../../dashboard/sample-report.ts";
import { normalNumbers } from "../support/random.ts";

const widths = [1, 2, 4, 8, 16, 32];

describe("Amdahl's law", () => {
  it("gives the well-known speedups", () => {
    expect(amdahlSpeedup(8, 0)).toBe(8);
    expect(amdahlSpeedup(8, 1)).toBe(1);
    expect(amdahlSpeedup(1_000_000, 0.05)).toBeCloseTo(20, 2);
  });

  it.each([0, 0.02, 0.1, 0.5, 1])(
    "is recovered exactly from points without noise: serial share %d",
    (share) => {
      const points = widths.map((workers) => ({ workers, speedup: amdahlSpeedup(workers, share) }));
      expect(fitAmdahl(points)).toBeCloseTo(share, 10);
    },
  );

  it("is recovered from times with 3 % of noise", () => {
    const normal = normalNumbers(11);
    for (const share of [0.05, 0.2, 0.4]) {
      const points = widths.flatMap((workers) =>
        Array.from({ length: 10 }, () => ({
          workers,
          speedup: amdahlSpeedup(workers, share) / (1 + 0.03 * normal()),
        })),
      );
      expect(fitAmdahl(points)).toBeCloseTo(share, 1.7);
    }
  });

  it("is not fitted to one worker, and stays between 0 and 1", () => {
    expect(fitAmdahl([{ workers: 1, speedup: 1 }])).toBeNull();
    expect(fitAmdahl([{ workers: 2, speedup: 2.2 }])).toBe(0);
    expect(fitAmdahl([{ workers: 2, speedup: 0.5 }])).toBe(1);
  });
});

describe("the Universal Scalability Law", () => {
  it.each([
    { contention: 0.05, coherence: 0.001 },
    { contention: 0.3, coherence: 0 },
    { contention: 0, coherence: 0.01 },
  ])("is recovered exactly from points without noise: %o", (shares) => {
    const points = widths.map((workers) => ({ workers, speedup: uslSpeedup(workers, shares) }));
    const fit = fitUsl(points);
    expect(fit?.contention).toBeCloseTo(shares.contention, 8);
    expect(fit?.coherence).toBeCloseTo(shares.coherence, 8);
  });

  it("is recovered from times with 3 % of noise", () => {
    const normal = normalNumbers(5);
    const shares = { contention: 0.08, coherence: 0.004 };
    const points = widths.flatMap((workers) =>
      Array.from({ length: 20 }, () => ({
        workers,
        speedup: uslSpeedup(workers, shares) / (1 + 0.03 * normal()),
      })),
    );
    const fit = fitUsl(points);
    expect(Math.abs((fit?.contention ?? 1) - 0.08)).toBeLessThan(0.02);
    expect(Math.abs((fit?.coherence ?? 1) - 0.004)).toBeLessThan(0.002);
  });

  it("has no negative shares when workers help more than they can", () => {
    const fit = fitUsl([2, 4, 8].map((workers) => ({ workers, speedup: workers * 1.1 })));
    expect(fit).toEqual({ contention: 0, coherence: 0 });
  });

  it("is not fitted to a single number of workers, which does not determine two shares", () => {
    expect(fitUsl([2, 2, 2].map((workers) => ({ workers, speedup: 1.8 })))).toBeNull();
  });
});

describe("fitting a report", () => {
  const rows = (speedups: readonly number[]) =>
    [2, 4, 8].map((agents, i) => run("worker-threads", 1, { agents, speedup: speedups[i] ?? null }));

  it("counts as workers the agents that can run at once, so more agents than cores prove no contention", () => {
    const [fit] = fitScaling(rows([1.9, 1.9, 1.9]), 2);
    expect(fit?.serialShare).toBeCloseTo(2 / 1.9 - 1, 10);
    expect(fit?.contention).toBe(fit?.serialShare);
    expect(fit?.coherence).toBeNull();
  });

  it("determines the two shares where there are enough cores", () => {
    const shares = { contention: 0.04, coherence: 0.002 };
    const [fit] = fitScaling(rows([2, 4, 8].map((workers) => uslSpeedup(workers, shares))), 8);
    expect(fit?.contention).toBeCloseTo(0.04, 8);
    expect(fit?.coherence).toBeCloseTo(0.002, 8);
  });

  it("leaves out runs with failures, and fits nothing to one number of agents", () => {
    const [first, ...rest] = rows([1.9, 1.9, 1.9]);
    expect(
      fitScaling(
        rest.map((each) => ({ ...each, failed: 1 })),
        2,
      ),
    ).toEqual([]);
    expect(fitScaling(first ? [first] : [], 2)).toEqual([]);
  });

  it("computes the efficiency per core in use", () => {
    expect(efficiency(run("worker-threads", 1, { agents: 8, speedup: 1.8 }), 2)).toBeCloseTo(0.9);
    expect(efficiency(run("worker-threads", 1, { agents: 2, speedup: 1.8 }), 8)).toBeCloseTo(0.9);
    expect(efficiency(run("worker-threads", null, { agents: 2 }), 8)).toBeNull();
  });
});
