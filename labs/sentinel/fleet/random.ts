import { randomNumbers } from "../../common/random-numbers.ts";

/** Numbers that look random and are the same in each run with the same seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** A waiting time whose mean is `mean`, as between the events of a Poisson process. */
  exponential(mean: number): number;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
}

/** @param seed - any text; FNV-1a makes a number of it */
export function seededRandom(seed: string): Random {
  let hash = 2166136261;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619);
  const next = randomNumbers(hash);
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] as never,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -Math.log(1 - next()) * mean,
    hex: (digits) => {
      let text = "";
      while (text.length < digits)
        text += Math.floor(next() * 4294967296)
          .toString(16)
          .padStart(8, "0");
      return text.slice(0, digits);
    },
  };
}
