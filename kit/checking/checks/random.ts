import { createHash } from "node:crypto";

/** Random choices that a seed determines. Called as a function, it gives the next number from 0 up to 1. */
export interface Random {
  (): number;
  /** A whole number, both ends included. @throws RangeError when no whole number lies between them */
  int(lowInclusive: number, highInclusive: number): number;
  /** One item of a list. @throws RangeError for an empty list */
  pick<Item>(list: readonly Item[]): Item;
  /** The items of a list in another order, as a new list. */
  shuffle<Item>(list: readonly Item[]): Item[];
  /** So many small letters from a to z. */
  string(length: number): string;
}

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** Random choices that a seed determines. */
export function randomFrom(seed: number): Random {
  const next = numbersFrom(seed);
  /** A whole number from 0 up to a count. Two numbers give it 53 bits, as one has 32. */
  const below = (count: number) => Math.floor((next() + Math.floor(next() * 2 ** 21) / 2 ** 53) * count);
  const int = (low: number, high: number) => {
    const first = Math.ceil(low);
    const count = Math.floor(high) - first + 1;
    if (!(count >= 1 && Number.isSafeInteger(count)))
      throw new RangeError(`There is no whole number to choose from ${low} to ${high}.`);
    return first + below(count);
  };
  const pick = <Item>(list: readonly Item[]): Item => {
    if (list.length === 0) throw new RangeError("There is nothing to pick in an empty list.");
    return list[below(list.length)] as Item;
  };
  const shuffle = <Item>(list: readonly Item[]): Item[] => {
    const items = [...list];
    for (let at = items.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [items[at], items[other]] = [items[other] as Item, items[at] as Item];
    }
    return items;
  };
  const string = (length: number) => Array.from({ length }, () => pick(LETTERS)).join("");
  return Object.assign(() => next(), { int, pick, shuffle, string });
}

/** A sequence of numbers from 0 up to 1 that a seed determines (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The seed of a check's n-th repetition: always the same, and another one for each check.
 *
 * @param classSeed - the secret of a class. Without it the seeds of two checks say nothing of each other. @default the course's own seeds
 */
export function seedOf(exercise: string, check: string, repetition: number, classSeed?: string): number {
  const secret = classSeed === undefined ? "" : `${classSeed}\n`;
  return createHash("sha256")
    .update(`${secret}${exercise}\n${check}\n${repetition}`)
    .digest()
    .readUInt32LE(0);
}
