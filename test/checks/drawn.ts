/** Inputs that a check draws, so that no table of them can be handed in. Bounds are inclusive. */
export interface Draws {
  int(from: number, to: number): number;
  /** One of them. */
  pick<T>(values: readonly T[]): T;
  /** Some different ones of them, in an order that is drawn too. */
  some<T>(values: readonly T[], count: number): T[];
  shuffle<T>(values: readonly T[]): T[];
  /** A number with so many digits behind the point. */
  decimal(from: number, to: number, digits: number): number;
  /** Different words of eight letters. None of them is part of another. */
  words(count: number): string[];
}

const consonants = "bdfgklmnprstvz";
const vowels = "aeiou";

/** @param random - the check's sequence of numbers from 0 up to 1 */
export function drawFrom(random: () => number): Draws {
  const int = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const pick = <T>(values: readonly T[]) => values[int(0, values.length - 1)] as T;
  const shuffle = <T>(values: readonly T[]) => {
    const shuffled = [...values];
    for (let at = shuffled.length - 1; at > 0; at -= 1) {
      const other = int(0, at);
      [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
    }
    return shuffled;
  };
  const word = () => Array.from({ length: 4 }, () => pick([...consonants]) + pick([...vowels])).join("");
  return {
    int,
    pick,
    shuffle,
    some: (values, count) => shuffle(values).slice(0, count),
    decimal: (from, to, digits) =>
      int(Math.ceil(from * 10 ** digits), Math.floor(to * 10 ** digits)) / 10 ** digits,
    words(count) {
      const words = new Set<string>();
      while (words.size < count) words.add(word());
      return [...words];
    },
  };
}
