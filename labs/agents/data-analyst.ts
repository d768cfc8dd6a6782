import { AIAgent } from "./ai-agent.ts";

/** The number of squares that are added as plain numbers before their sum is added to a BigInt. */
const BLOCK = 2048;

/** The largest n for which the sum of a block is exact also in halves: n · BLOCK² stays below 2^52. */
const LARGEST = 500_000_000;

/**
 * Adds the squares 0² + 1² + … + (n−1)², exactly, for any n up to 500,000,000.
 *
 * A `number` is exact up to 2^53, which the sum exceeds from n = 300,081 on. A BigInt is always exact, but each addition
 * allocates. So the squares are added in blocks. Within a block, (from + j)² = from² + j · (2 · from + j): the second
 * term is small enough for numbers, and the first is added once for the whole block, as a BigInt.
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
  // A number with a half is never an integer to the engine. Without the half, this loop is compiled for integers first,
  // which it outgrows: the first tenth of a second of an agent takes half as long again.
  const factor = 2 * from + 0.5;
  let sum = 0;
  for (let j = 0; j < length; j++) sum += j * (factor + j);
  // The halves of all j together.
  return sum - (length * (length - 1)) / 4;
}
