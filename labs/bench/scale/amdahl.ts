/** The speedup of `workers` workers against one. */
export interface ScalingPoint {
  readonly workers: number;
  readonly speedup: number;
}

/**
 * Amdahl's law: the serial share of the work takes the same time with any number of workers, and the rest is divided among
 * them.
 *
 * Source: G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", 1967.
 */
export function amdahlSpeedup(workers: number, serialShare: number): number {
  return 1 / (serialShare + (1 - serialShare) / workers);
}

/**
 * The serial share, from 0 to 1, that fits measured speedups best; null without a point of more than one worker.
 *
 * It minimises the squared error of the time relative to one worker's, 1/speedup: in that time the law is linear,
 * 1/S = 1/p + serial · (1 − 1/p), and the noise of a measurement is in that time.
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
