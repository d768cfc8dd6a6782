import { describe, expect, it } from "vitest";
import { BenchError, measureRounds } from "../../../../labs/bench/index.ts";

interface Run {
  readonly variant: string;
  readonly number: number;
  readonly othersShare: number;
}

/** Measures variants that are only names; `share` says how disturbed the n-th run of a variant is. */
async function rounds(
  variants: readonly string[],
  count: number,
  share: (variant: string, number: number) => number | BenchError = () => 0,
  more: { isLate?: () => boolean } = {},
) {
  const order: string[] = [];
  const totals: [done: number, total: number][] = [];
  const outcome = await measureRounds<string, Run>({
    variants,
    rounds: count,
    ...more,
    measure: async (variant) => {
      const number = order.filter((each) => each === variant).length;
      order.push(variant);
      const othersShare = share(variant, number);
      if (typeof othersShare !== "number") throw othersShare;
      return { variant, number, othersShare };
    },
    onMeasured: ({ done, total }) => totals.push([done, total]),
  });
  const of = (variant: string) => {
    const found = outcome.measured.find((each) => each.variant === variant);
    if (!found) throw new Error(`${variant} was not measured`);
    return found;
  };
  return { order: order.join(""), totals, of, isPartial: outcome.isPartial };
}

describe("rounds of a benchmark", () => {
  it("are interleaved: A B C A B C", async () => {
    const { order, totals, isPartial } = await rounds(["A", "B", "C"], 2);
    expect(order).toBe("ABCABC");
    expect(totals.at(-1)).toEqual([6, 6]);
    expect(isPartial).toBe(false);
  });

  it("repeat disturbed runs, and only those", async () => {
    const { order, of, totals } = await rounds(["A", "B"], 3, (variant, number) =>
      variant === "B" && number === 1 ? 0.5 : 0,
    );
    expect(order).toBe("ABABABB");
    expect(of("B").runs.map((run) => run.number)).toEqual([0, 2, 3]);
    expect(of("B")).toMatchObject({ repeated: 1, disturbed: 0 });
    expect(of("A")).toMatchObject({ repeated: 0, disturbed: 0 });
    expect(totals.at(-1)).toEqual([7, 7]);
  });

  it("end repeating after half as many rounds, and keep the calmest runs", async () => {
    const shares = [0.9, 0.2, 0.8, 0.3, 0.7, 0.4];
    const { order, of } = await rounds(["A"], 4, (_, number) => shares[number] ?? 1);
    expect(order).toBe("AAAAAA");
    expect(of("A").runs.map((run) => run.othersShare)).toEqual([0.2, 0.3, 0.4, 0.7]);
    expect(of("A")).toMatchObject({ repeated: 2, disturbed: 4 });
  });

  it("repeat no run once it is late", async () => {
    const { order } = await rounds(["A"], 2, () => 0.9, { isLate: () => true });
    expect(order).toBe("AA");
  });

  it("go on without a variant that fails, and keep its error", async () => {
    const error = new BenchError("HOST_DIED", "It died.");
    const { order, of, totals, isPartial } = await rounds(["A", "B"], 3, (variant, number) =>
      variant === "B" && number === 1 ? error : 0,
    );
    expect(order).toBe("ABABA");
    expect(of("B").error).toBe(error);
    expect(of("B").runs).toHaveLength(1);
    expect(of("A").runs).toHaveLength(3);
    expect(totals.at(-1)).toEqual([5, 5]);
    expect(isPartial).toBe(false);
  });

  it("end at once when they are aborted, with the runs so far", async () => {
    const stopped = new BenchError("ABORTED", "Stopped.");
    const { order, of, isPartial } = await rounds(["A", "B"], 3, (variant, number) =>
      variant === "B" && number === 1 ? stopped : 0,
    );
    expect(order).toBe("ABAB");
    expect(of("A").runs).toHaveLength(2);
    expect(of("B")).toMatchObject({ error: null });
    expect(of("B").runs).toHaveLength(1);
    expect(isPartial).toBe(true);
  });

  it("do not hide a mistake in the code that measures", async () => {
    const broken = rounds(["A"], 1, () => {
      throw new TypeError("a bug");
    });
    await expect(broken).rejects.toThrow("a bug");
  });
});
