/** Two ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * An interval that holds the true median with a probability of at least `confidence`; null where so few values cannot
 * promise that.
 *
 * It takes the k-th smallest and the k-th largest value. The true median lies outside only if fewer than k values fell on
 * one side of it, and each value falls on either side like a coin: that is a binomial probability, whatever
 * distribution the values have. Five coins agree too often (1 time in 16); with six, 31 in 32 is enough: hence the
 * six rounds a benchmark needs.
 *
 * Source: the distribution-free confidence interval for a quantile, H. A. David and H. N. Nagaraja, "Order Statistics",
 * 3rd edition, section 7.1.
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval | null {
  const sorted = [...values].sort((a, b) => a - b);
  let outside = 0;
  let coins = 0.5 ** sorted.length;
  let k = 0;
  // Goes inwards as long as the probability of the median lying outside stays small enough.
  while (2 * (outside + coins) <= 1 - confidence && 2 * (k + 1) <= sorted.length) {
    outside += coins;
    coins *= (sorted.length - k) / (k + 1);
    k++;
  }
  const [low, high] = [sorted[k - 1], sorted[sorted.length - k]];
  return low === undefined || high === undefined ? null : { low, high };
}
