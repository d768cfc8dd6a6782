import { AIAgent } from "./ai-agent.ts";

/** The largest integer up to which every `number` is exact: 2^53 − 1. */
const EXACT = Number.MAX_SAFE_INTEGER;

/** What one column holds: half of what a `number` counts exactly. */
const COLUMN = 2 ** 52;

/**
 * Adds the squares 0² + 1² + … + (n−1)², exactly, for any n up to 94,906,265 (the square of a larger number is not exact).
 *
 * A `number` is exact up to 2^53, and the sum passes that at n = 300,081. A BigInt is exact for ever, but each addition
 * allocates. So the sum is kept as on paper, in two columns: `low` counts up to 2^52, and what goes beyond is carried to
 * `high`. Two numbers below 2^52 always add up exactly. Only the answer is a BigInt.
 */
export class DataAnalyst extends AIAgent<number, bigint> {
  static readonly module: string = import.meta.url;

  protected think(n: number): bigint {
    if (!Number.isSafeInteger(n) || n < 0 || (n - 1) * (n - 1) > EXACT) {
      throw new RangeError(`DataAnalyst needs a whole number from 0 to 94,906,265, but got ${String(n)}.`);
    }
    let high = 0;
    let low = 0;
    for (let i = 0; i < n; i++) {
      let square = i * i;
      if (square >= COLUMN) {
        square -= COLUMN;
        high += 1;
      }
      low += square;
      if (low >= COLUMN) {
        low -= COLUMN;
        high += 1;
      }
    }
    return BigInt(high) * BigInt(COLUMN) + BigInt(low);
  }
}
