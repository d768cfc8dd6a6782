import type { ScalingPoint } from "./amdahl.ts";
import { leastSquares } from "./least-squares.ts";

/** The two shares of the Universal Scalability Law. */
export interface UslShares {
  /** The loss by waiting for one another, as at a lock. */
  readonly contention: number;
  /** The loss by exchanging data, which grows with the number of pairs, so that more workers can be slower. */
  readonly coherence: number;
}

/**
 * The Universal Scalability Law: p / (1 + contention · (p − 1) + coherence · p · (p − 1)). With no coherence it is Amdahl's law.
 *
 * Source: N. J. Gunther, "Guerrilla Capacity Planning", Springer 2007, chapter 4.
 */
export function uslSpeedup(workers: number, { contention, coherence }: UslShares): number {
  return workers / (1 + contention * (workers - 1) + coherence * workers * (workers - 1));
}

/**
 * The shares that fit measured speedups best; null unless the points have at least two numbers of workers above one, since
 * one such number does not determine two shares.
 *
 * As for Amdahl's law, the fit minimises the squared error of the time relative to one worker's:
 * 1/S − 1/p = contention · (p − 1)/p + coherence · (p − 1).
 */
export function fitUsl(points: readonly ScalingPoint[]): UslShares | null {
  const fit = leastSquares(
    points.map(({ workers, speedup }) => ({
      u: (workers - 1) / workers,
      v: workers - 1,
      y: 1 / speedup - 1 / workers,
    })),
  );
  return fit && { contention: fit.a, coherence: fit.b };
}
