import { type Interval, medianInterval } from "../../bench/index.ts";
import { median } from "../../common/median.ts";

/** Runs one variant once, and returns the measured seconds. */
export type Variant = () => Promise<number>;

/** The smallest number of rounds for which `medianInterval` gives an interval. */
const ROUNDS = 6;

/**
 * Measures variants and prints the results. The first variant is the tip, with which the others are compared.
 *
 * The variants take turns within each round, and their order is reversed from round to round, so that other programs disturb
 * all of them alike. The tip runs once before the measurement, to load the code.
 */
export async function compare(variants: Readonly<Record<string, Variant>>): Promise<void> {
  const entries = Object.entries(variants);
  const seconds = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  await entries[0]?.[1]();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, measure] of round % 2 === 0 ? entries : entries.toReversed()) {
      seconds.get(name)?.push(await measure());
    }
  }
  const width = Math.max(...entries.map(([name]) => name.length));
  for (const [name, all] of seconds) {
    console.log(`${name.padEnd(width)}  ${asTime(median(all))}  (${ROUNDS} rounds, ${range(all)})`);
  }
  const [tip, ...others] = [...seconds];
  for (const other of others) if (tip !== undefined) console.log(verdict(tip, other));
}

/** One sentence: which variant took how many times as long, or that their difference may be noise. */
function verdict([tip, tipSeconds]: [string, number[]], [other, otherSeconds]: [string, number[]]): string {
  // Ratios are computed within a round, in which both variants were disturbed alike.
  const ratios = otherSeconds.map((took, round) => took / (tipSeconds[round] ?? Number.NaN));
  const interval: Interval = medianInterval(ratios) ?? { low: 0, high: Number.POSITIVE_INFINITY };
  const ratio = median(ratios);
  if (interval.low > 1) return `"${other}" took ${times(ratio)} as long as "${tip}".`;
  if (interval.high < 1)
    return `Here the tip does not pay: "${tip}" took ${times(1 / ratio)} as long as "${other}".`;
  return `"${other}" and "${tip}" differ by no more than noise here: in some rounds one was faster, in some the other.`;
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)} times`;
}

function range(all: readonly number[]): string {
  return `${asTime(Math.min(...all)).trim()} to ${asTime(Math.max(...all)).trim()}`;
}

/** Milliseconds, right-aligned to a column. */
function asTime(seconds: number): string {
  return `${(seconds * 1000).toFixed(2).padStart(8)} ms`;
}
