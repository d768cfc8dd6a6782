import type { BenchRun, ScalingFit } from "../../dashboard/index.ts";
import { fitAmdahl, type ScalingPoint } from "./amdahl.ts";
import { fitUsl } from "./usl.ts";

/**
 * Fits both laws to every variant that was measured with more than one number of agents. The number of workers of a point
 * is the number of agents, but at most the number of cores. When all points have the same number of workers, as on two
 * cores, contention and coherence cannot be distinguished: all loss then counts as contention, as in Amdahl's law, and
 * coherence is null.
 */
export function fitScaling(runs: readonly BenchRun[], cores: number): ScalingFit[] {
  const variants = [...new Set(runs.map((run) => run.approach))].filter((name) => name !== "sequential");
  return variants.flatMap((variant) => {
    const points = scalingPoints(
      runs.filter((run) => run.approach === variant),
      cores,
    );
    const serialShare = fitAmdahl(points);
    if (points.length < 2 || serialShare === null) return [];
    const usl = fitUsl(points);
    return [
      {
        approach: variant,
        serialShare,
        contention: usl?.contention ?? serialShare,
        coherence: usl?.coherence ?? null,
      },
    ];
  });
}

/** The runs without failures as points: the workers that could be busy, and the speedup. */
export function scalingPoints(runs: readonly BenchRun[], cores: number): ScalingPoint[] {
  return runs.flatMap(({ agents, speedup, failed }) =>
    speedup === null || speedup <= 0 || failed > 0 ? [] : [{ workers: Math.min(agents, cores), speedup }],
  );
}

/** The efficiency, from 0 to 1: the speedup divided by the number of workers that could be busy. */
export function efficiency({ agents, speedup }: BenchRun, cores: number): number | null {
  return speedup === null ? null : speedup / Math.min(agents, cores);
}
