import { measure } from "mitata";

/** Runs one variant once, and returns the measured milliseconds. */
export type Variant = () => Promise<number>;

const ROUNDS = 7;

/**
 * Measures several variants in turns, so that a noisy minute disturbs all of them. A round is one sample of each variant;
 * their medians over the rounds are compared.
 *
 * @returns the median of each variant in milliseconds
 */
export async function compare<Name extends string>(
  variants: Record<Name, Variant>,
  rounds = ROUNDS,
): Promise<Record<Name, number>> {
  const samples = Object.fromEntries(Object.keys(variants).map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let round = 0; round <= rounds; round++) {
    for (const name of Object.keys(variants) as Name[]) {
      const took = await variants[name]();
      // The first round warms up: caches, compiled code, the pages of the heap.
      if (round > 0) samples[name].push(took);
    }
  }
  const medians = {} as Record<Name, number>;
  for (const name of Object.keys(variants) as Name[]) medians[name] = median(samples[name]);
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
