import type { BenchRun, ScalingFit } from "../../dashboard/index.ts";
import { fitAmdahl, type ScalingPoint } from "./amdahl.ts";
import { fitUsl } from "./usl.ts";

/**
 * Fits both laws to every approach that was measured with more than one number of agents, by what ran at the same time: no
 * more agents than there are cores. Where all points have the same width (two cores are always two), contention and
 * coherence cannot be told apart: then all loss counts as contention, as Amdahl's law has it, and coherence is null.
 */
export function fitScaling(runs: readonly BenchRun[], cores: number): ScalingFit[] {
  const approaches = [...new Set(runs.map((run) => run.approach))].filter((name) => name !== "sequential");
  return approaches.flatMap((approach) => {
    const points = scalingPoints(
      runs.filter((run) => run.approach === approach),
      cores,
    );
    const serialShare = fitAmdahl(points);
    if (points.length < 2 || serialShare === null) return [];
    const usl = fitUsl(points);
    return [
      {
        approach,
        serialShare,
        contention: usl?.contention ?? serialShare,
        coherence: usl?.coherence ?? null,
      },
    ];
  });
}

/** Runs without failures as points: how many workers could be busy, and what that brought. */
export function scalingPoints(runs: readonly BenchRun[], cores: number): ScalingPoint[] {
  return runs.flatMap(({ agents, speedup, failed }) =>
    speedup === null || speedup <= 0 || failed > 0 ? [] : [{ workers: Math.min(agents, cores), speedup }],
  );
}

/** What of the cores in use has become speed, from 0 to 1: speedup divided by the workers that could be busy. */
export function efficiency({ agents, speedup }: BenchRun, cores: number): number | null {
  return speedup === null ? null : speedup / Math.min(agents, cores);
}
