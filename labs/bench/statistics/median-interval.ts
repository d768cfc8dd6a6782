/** The ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * An interval that contains the true median with a probability of at least `confidence`; null when there are too few
 * values.
 *
 * Its ends are the k-th smallest and the k-th largest value. The true median lies outside only if fewer than k values fell
 * on one side of it. Each value falls on either side with probability 1/2, so that is a binomial probability for every
 * distribution of the values. With five values it is 1/16, which is too much for 95 %; with six it is 1/32. So a
 * benchmark needs six rounds.
 *
 * Source: the distribution-free confidence interval for a quantile, H. A. David and H. N. Nagaraja, "Order Statistics",
 * 3rd edition, section 7.1.
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval | null {
  const sorted = [...values].sort((a, b) => a - b);
  const depth = intervalDepth(sorted.length, confidence);
  const [low, high] = [sorted[depth - 1], sorted[sorted.length - depth]];
  return low === undefined || high === undefined ? null : { low, high };
}

/**
 * The place of the interval's ends among `count` sorted values, counted from either end: 1 is the lowest and the highest.
 * 0 when there are too few values for the confidence.
 */
export function intervalDepth(count: number, confidence = 0.95): number {
  let outside = 0;
  let probability = 0.5 ** count;
  let depth = 0;
  // The interval shrinks as long as the probability that the median lies outside stays small enough.
  while (2 * (outside + probability) <= 1 - confidence && 2 * (depth + 1) <= count) {
    outside += probability;
    probability *= (count - depth) / (depth + 1);
    depth++;
  }
  return depth;
}
