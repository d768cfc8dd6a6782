/**
 * Minus the natural logarithm of the chance that a Poisson count of mean `mean` reaches `count` or more.
 * By the leading term of the tail, which is exact to a factor of 2 where the count is far above the mean; 0 where it is not above.
 * Counts need not be whole, so that clustered events can be divided by the size of their clusters.
 */
export function poissonSurprise(count: number, mean: number): number {
  if (count <= mean || count <= 0) return 0;
  const safeMean = Math.max(mean, 1e-9);
  return Math.max(
    0,
    safeMean + logGamma(count + 1) - count * Math.log(safeMean) - Math.log(1 / (1 - safeMean / (count + 1))),
  );
}

/** Stirling's series, after shifting small arguments up. */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 7) {
    shift -= Math.log(at);
    at++;
  }
  const inverse = 1 / (at * at);
  return (
    shift +
    (at - 0.5) * Math.log(at) -
    at +
    0.9189385332046727 +
    (1 / 12 - (1 / 360 - inverse / 1260) * inverse) / at
  );
}

/** Minus the natural logarithm of the chance that a Poisson count of mean `mean` is `count` or less, by the Chernoff bound; 0 where it is not below. */
export function poissonDearth(count: number, mean: number): number {
  if (count >= mean) return 0;
  return mean - count + (count > 0 ? count * Math.log(count / mean) : 0);
}
