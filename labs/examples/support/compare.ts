import { type Interval, medianInterval } from "../../bench/index.ts";
import { median } from "../../common/median.ts";

/** Does something once, in one way, and returns what is measured, in seconds. */
export type Way = () => Promise<number>;

/** The fewest rounds from which a median can be told from chance; see `medianInterval`. */
const ROUNDS = 6;

/**
 * Measures some ways in turn, and prints what came out: the first way is the tip, the others are held against it.
 *
 * The ways take turns within each round, and the order turns around from round to round, so that whatever else the
 * machine does meets them all alike. The tip is run once before, unmeasured: that loads the code.
 */
export async function compare(ways: Readonly<Record<string, Way>>): Promise<void> {
  const entries = Object.entries(ways);
  const seconds = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  await entries[0]?.[1]();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, way] of round % 2 === 0 ? entries : entries.toReversed()) {
      seconds.get(name)?.push(await way());
    }
  }
  const width = Math.max(...entries.map(([name]) => name.length));
  for (const [name, all] of seconds) {
    console.log(`${name.padEnd(width)}  ${asTime(median(all))}  (${ROUNDS} rounds, ${range(all)})`);
  }
  const [tip, ...others] = [...seconds];
  for (const other of others) if (tip !== undefined) console.log(verdict(tip, other));
}

/** One sentence: who took how many times as long, or that it cannot be told. */
function verdict([tip, tipSeconds]: [string, number[]], [other, otherSeconds]: [string, number[]]): string {
  // Within a round both met the same machine.
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

/** Milliseconds, right-aligned, so that the lines can be read as a column. */
function asTime(seconds: number): string {
  return `${(seconds * 1000).toFixed(2).padStart(8)} ms`;
}
