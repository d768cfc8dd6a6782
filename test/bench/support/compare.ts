import { measure } from "mitata";

/** One way to do something; returns what it took in milliseconds, so that each way says itself what counts. */
export type Way = () => Promise<number>;

const ROUNDS = 7;

/**
 * Measures several ways in turns, so that a noisy minute falls on all of them. A round is one sample of each; the median
 * over the rounds is what is compared.
 *
 * @returns the median of each way in milliseconds
 */
export async function compare<Name extends string>(
  ways: Record<Name, Way>,
  rounds = ROUNDS,
): Promise<Record<Name, number>> {
  const samples = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = 0; round <= rounds; round++) {
    for (const name of Object.keys(ways) as Name[]) {
      const took = await ways[name]();
      // The first round warms up: caches, compiled code, the pages of the heap.
      if (round > 0) samples[name].push(took);
    }
  }
  const medians = {} as Record<Name, number>;
  for (const name of Object.keys(ways) as Name[]) medians[name] = median(samples[name]);
  return medians;
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** What one call of a small function takes, in nanoseconds (median). */
export async function nanoseconds(call: () => unknown): Promise<number> {
  return (await measure(call)).p50;
}

export function line(what: string, value: string, target: string): void {
  console.log(`${what.padEnd(64)} ${value.padStart(10)}   ${target}`);
}
