import type { Random } from "@swarmlab/kit/checks";

/** Inputs that a check draws, so that no table of them can be handed in. Bounds are inclusive. */
export interface Draws extends Pick<Random, "int" | "pick" | "shuffle"> {
  /** Some different ones of them, in an order that is drawn too. */
  some<T>(values: readonly T[], count: number): T[];
  /** A number with so many digits behind the point. */
  decimal(from: number, to: number, digits: number): number;
  /** Different words of eight letters. None of them is part of another. */
  words(count: number): string[];
}

const consonants = "b d f g k l m n p r s t v z".split(" ");
const vowels = "a e i o u".split(" ");

/** @param random - the check's random choices */
export function drawFrom({ int, pick, shuffle }: Random): Draws {
  const word = () => Array.from({ length: 4 }, () => pick(consonants) + pick(vowels)).join("");
  return {
    int,
    pick,
    shuffle,
    some: (values, count) => shuffle(values).slice(0, count),
    decimal: (from, to, digits) => int(from * 10 ** digits, to * 10 ** digits) / 10 ** digits,
    words(count) {
      const words = new Set<string>();
      while (words.size < count) words.add(word());
      return [...words];
    },
  };
}
