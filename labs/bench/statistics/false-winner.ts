import { intervalDepth } from "./median-interval.ts";

/**
 * The probability that one of two variants wins although both are the same, when each has been measured `rounds` times:
 * that the 95 % interval of one lies wholly below that of the other. It is exact, and the same for every distribution of
 * the times, since it depends only on the order of the 2 × `rounds` values, in which all orders are equally likely.
 *
 * Source: the precedence test, L. S. Nelson, "Tables for a precedence life test", Technometrics 5 (1963); N. Balakrishnan
 * and H. K. T. Ng, "Precedence-Type Tests and Applications", Wiley 2006.
 *
 * @param rounds - a whole number of at least 1; below 6 there is no interval, and so no winner
 */
export function falseWinnerProbability(rounds: number): number {
  const depth = intervalDepth(rounds);
  if (depth === 0) return 0;
  // The upper end of A lies below the lower end of B when fewer than `depth` values of B come before A's upper end.
  const upper = rounds - depth + 1;
  let orders = 0;
  for (let before = 0; before < depth; before++)
    orders += ways(upper - 1 + before, before) * ways(2 * rounds - upper - before, rounds - before);
  return (2 * orders) / ways(2 * rounds, rounds);
}

/** The number of ways to choose `k` of `n`. */
function ways(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result *= (n - k + i) / i;
  return result;
}
