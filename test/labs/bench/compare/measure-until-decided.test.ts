import { describe, expect, it } from "vitest";
import { BenchError, type Group, measureUntilDecided } from "../../../../labs/bench/index.ts";
import { randomNumbers } from "../support/random.ts";

interface Options {
  readonly budgetSeconds?: number;
  /** The seconds of a run of a variant. */
  readonly seconds: (variant: string, run: number) => number;
  readonly othersShare?: (variant: string, run: number) => number;
  readonly failed?: (variant: string) => number;
}

/** Measures variants that are only names, on a clock that moves by each run's seconds. */
async function measured(groups: readonly Group<string>[], options: Options) {
  const order: string[] = [];
  const totals: [done: number, total: number][] = [];
  let clock = 0;
  const outcome = await measureUntilDecided<string, { seconds: number; failed: number; othersShare: number }>(
    {
      groups,
      budgetSeconds: options.budgetSeconds ?? 1e9,
      now: () => clock,
      measure: async (variant) => {
        const run = order.filter((each) => each === variant).length;
        order.push(variant);
        const seconds = options.seconds(variant, run);
        clock += seconds;
        return {
          seconds,
          failed: options.failed?.(variant) ?? 0,
          othersShare: options.othersShare?.(variant, run) ?? 0,
        };
      },
      onMeasured: ({ done, total }) => totals.push([done, total]),
    },
  );
  const rounds = Object.fromEntries(outcome.measured.map(({ variant, runs }) => [variant, runs.length]));
  return { ...outcome, order: order.join(""), rounds, totals, clock };
}

const noisy = (spread: number) => {
  const random = randomNumbers(3);
  return (level: number) => level * (1 + spread * random());
};

describe("a benchmark with a time budget", () => {
  it("ends after six rounds when the intervals lie apart", async () => {
    const { rounds, ends, totals } = await measured([{ variants: ["A", "B"] }], {
      seconds: (variant) => (variant === "A" ? 1 : 1.1),
    });
    expect(rounds).toEqual({ A: 6, B: 6 });
    expect(ends).toEqual(["decided"]);
    expect(totals.at(-1)).toEqual([12, 12]);
  });

  it("goes on while the intervals overlap, up to the last look", async () => {
    const noise = noisy(0.3);
    const { rounds, ends } = await measured([{ variants: ["A", "B"] }], { seconds: () => noise(1) });
    expect(rounds).toEqual({ A: 30, B: 30 });
    expect(ends).toEqual(["most rounds"]);
  });

  it("ends when two are level within 5 %", async () => {
    const noise = noisy(0.02);
    const { rounds } = await measured([{ variants: ["A", "B"] }], { seconds: () => noise(1) });
    expect(rounds).toEqual({ A: 6, B: 6 });
  });

  it("is interleaved, forwards and backwards in turn", async () => {
    const { order } = await measured([{ variants: ["A", "B", "C"] }], {
      seconds: (variant) => ({ A: 1, B: 2, C: 3 })[variant] ?? 0,
    });
    expect(order).toBe("ABCCBAABCCBAABCCBA");
  });

  it("begins no batch that would end after the budget, and ends no group between two looks", async () => {
    const noise = noisy(0.3);
    const { rounds, ends, clock } = await measured([{ variants: ["A", "B"] }], {
      budgetSeconds: 25,
      seconds: () => noise(1),
    });
    expect(rounds).toEqual({ A: 9, B: 9 });
    expect(ends).toEqual(["out of time"]);
    expect(clock).toBeLessThan(25);
  });

  it("tells of no more runs to come than the time suffices for", async () => {
    const { totals } = await measured([{ variants: ["A", "B"] }, { variants: ["C", "D"] }], {
      budgetSeconds: 10,
      seconds: (variant) => ({ A: 1, B: 2, C: 1, D: 2 })[variant] ?? 0,
    });
    expect(totals[0]).toEqual([1, 10]);
    expect(totals[3]).toEqual([4, 7]);
    expect(totals.at(-1)).toEqual([14, 14]);
  });

  it("gives the first group its intervals also when the time does not suffice, and the others as far as it does", async () => {
    const { rounds, ends } = await measured([{ variants: ["A", "B"] }, { variants: ["C", "D"] }], {
      budgetSeconds: 5,
      seconds: (variant) => ({ A: 1, B: 2, C: 1, D: 2 })[variant] ?? 0,
    });
    expect(rounds).toEqual({ A: 6, B: 6, C: 1, D: 1 });
    expect(ends).toEqual(["decided", "out of time"]);
  });

  it("goes on with the groups that are not decided", async () => {
    const noise = noisy(0.3);
    const { rounds } = await measured([{ variants: ["A", "B"] }, { variants: ["C", "D"], mostRounds: 12 }], {
      seconds: (variant) => ({ A: 1, B: 2 })[variant] ?? noise(1),
    });
    expect(rounds).toEqual({ A: 6, B: 6, C: 12, D: 12 });
  });

  it("measures what stands beside a group, and does not wait for it to be decided", async () => {
    const { rounds } = await measured([{ variants: ["A", "B"], besides: ["X"] }], {
      seconds: (variant) => (variant === "B" ? 2 : 1),
    });
    expect(rounds).toEqual({ A: 6, B: 6, X: 6 });
  });

  it("measures disturbed runs again before it looks, and counts the calmest", async () => {
    const { order, measured: all } = await measured([{ variants: ["A", "B"] }], {
      seconds: (variant, run) => (variant === "A" && run === 2 ? 9 : variant === "A" ? 1 : 2),
      othersShare: (variant, run) => (variant === "A" && run === 2 ? 0.5 : 0),
    });
    expect(order).toHaveLength(13);
    expect(all[0]).toMatchObject({ repeated: 1, disturbed: 0 });
    expect(all[0]?.runs.every(({ seconds }) => seconds === 1)).toBe(true);
  });

  it("does not wait for a variant whose agents fail", async () => {
    const noise = noisy(0.3);
    const { rounds } = await measured([{ variants: ["A", "B", "C"] }], {
      seconds: (variant) => (variant === "B" ? 2 : variant === "A" ? 1 : noise(1)),
      failed: (variant) => (variant === "C" ? 1 : 0),
    });
    expect(rounds).toEqual({ A: 6, B: 6, C: 6 });
  });

  it("goes on without a variant that cannot be measured, and ends at once when it is stopped", async () => {
    const error = new BenchError("HOST_DIED", "It died.");
    const throwing = (code: BenchError) => (variant: string, run: number) => {
      if (variant === "B" && run === 1) throw code;
      return variant === "A" ? 1 : 2;
    };
    const died = await measured([{ variants: ["A", "B", "C"] }], { seconds: throwing(error) });
    expect(died.rounds).toEqual({ A: 6, B: 1, C: 6 });
    expect(died.measured[1]?.error).toBe(error);
    expect(died.isPartial).toBe(false);
    const stopped = await measured([{ variants: ["A", "B"] }], {
      seconds: throwing(new BenchError("ABORTED", "Stopped.")),
    });
    expect(stopped.isPartial).toBe(true);
    expect(stopped.ends).toEqual(["stopped"]);
    expect(stopped.rounds).toEqual({ A: 1, B: 1 });
  });
});
