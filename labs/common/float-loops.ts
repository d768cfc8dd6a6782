/** Loops of floating-point additions that differ only in how many of them can be under way at the same time. */
export type FloatLoop = "sums" | "chain";

/**
 * Runs a loop of `steps` steps. "sums" adds to four sums that do not need each other, which fill a core's adders. "chain"
 * adds each time to the sum before, so that the adders mostly wait.
 *
 * @returns the sum, so that the engine cannot leave the loop out
 */
export function floatLoop(kind: FloatLoop, steps: number): number {
  return kind === "sums" ? fourSums(steps) : oneChain(steps);
}

function fourSums(steps: number): number {
  let [a, b, c, d] = [0.1, 0.2, 0.3, 0.4];
  for (let i = 0; i < steps; i++) {
    a += 1.5;
    b += 2.5;
    c += 3.5;
    d += 4.5;
  }
  return a + b + c + d;
}

function oneChain(steps: number): number {
  let sum = 0.1;
  for (let i = 0; i < steps; i++) sum = sum + 1.5 + 2.5 + 3.5 + 4.5;
  return sum;
}
