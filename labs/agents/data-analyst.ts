import { AIAgent } from "./ai-agent.ts";

/** How many squares are added as plain numbers before a BigInt takes the sum. */
const BLOCK = 4096;

/** The largest n for which the sum of a block is exact: n · BLOCK² stays below 2^53. */
const LARGEST = 500_000_000;

/**
 * Adds the squares 0² + 1² + … + (n−1)², exactly, for any n up to 500,000,000.
 *
 * A `number` is exact up to 2^53, and the sum passes that at n = 300,081. A BigInt is exact for ever, but each addition
 * allocates. So the squares are added in blocks. Within a block, (from + j)² = from² + j · (2 · from + j): the second
 * part is small enough for numbers, and the first is added once for the whole block, as a BigInt.
 */
export class DataAnalyst extends AIAgent<number, bigint> {
  static readonly module: string = import.meta.url;

  protected think(n: number): bigint {
    if (!Number.isSafeInteger(n) || n < 0 || n > LARGEST) {
      throw new RangeError(`DataAnalyst needs a whole number from 0 to 500,000,000, but got ${String(n)}.`);
    }
    let total = 0n;
    for (let from = 0; from < n; from += BLOCK) {
      const length = Math.min(BLOCK, n - from);
      total += BigInt(length) * BigInt(from) ** 2n + BigInt(sumWithin(from, length));
    }
    return total;
  }
}

/** Σ j · (2 · from + j) for j from 0 to length − 1. */
function sumWithin(from: number, length: number): number {
  // The engine keeps −0 as a floating-point number, and 0 as an integer. Begun with 0, this loop is at times compiled
  // for integers first and then runs five times as slow.
  let sum = -0;
  for (let j = 0; j < length; j++) sum += j * (2 * from + j);
  return sum;
}
