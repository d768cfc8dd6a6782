import { AIAgent } from "./ai-agent.ts";

/** The largest integer up to which every `number` is exact: 2^53 − 1. */
const EXACT = Number.MAX_SAFE_INTEGER;

/**
 * Adds the squares 0² + 1² + … + (n−1)², exactly, for any n up to 94,906,265 (the square of a larger number is not exact).
 *
 * A `number` is exact up to 2^53, and the sum passes that at n = 300,081. A BigInt is exact for ever, but
 * each addition allocates. So the sum is made of number-sized chunks: add numbers as long as they are exact,
 * then pour the chunk into the BigInt. It is as fast as the wrong answer.
 */
export class DataAnalyst extends AIAgent<number, bigint> {
  static readonly module: string = import.meta.url;

  protected think(n: number): bigint {
    if (!Number.isSafeInteger(n) || n < 0 || (n - 1) * (n - 1) > EXACT) {
      throw new RangeError(`DataAnalyst needs a whole number from 0 to 94,906,265, but got ${String(n)}.`);
    }
    let total = 0n;
    let chunk = 0;
    for (let i = 0; i < n; i++) {
      const square = i * i;
      if (chunk > EXACT - square) {
        total += BigInt(chunk);
        chunk = 0;
      }
      chunk += square;
    }
    return total + BigInt(chunk);
  }
}
