/** How many times as fast as one worker `workers` workers were. */
export interface ScalingPoint {
  readonly workers: number;
  readonly speedup: number;
}

/**
 * Amdahl's law: the share of the work that is serial takes as long as ever, the rest is divided among the workers.
 *
 * Source: G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", 1967.
 */
export function amdahlSpeedup(workers: number, serialShare: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

/**
 * The serial share, from 0 to 1, that fits measured speedups best; null without a point of more than one worker.
 *
 * The error that is made smallest is that of the time relative to one worker's, 1/speedup: there the law is linear,
 * 1/S = 1/p + serial · (1 − 1/p), and there the noise of a measurement is.
 */
export function fitAmdahl(points: readonly ScalingPoint[]): number | null {
  let xy = 0;
  let xx = 0;
  for (const { workers, speedup } of points) {
    const x = 1 - 1 / workers;
    xy += x * (1 / speedup - 1 / workers);
    xx += x * x;
  }
  return xx === 0 ? null : Math.min(1, Math.max(0, xy / xx));
}
