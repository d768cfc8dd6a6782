import { looseName } from "./names.ts";

/** Letters of names that are compared: in a shorter one a slip would mean another name, and a longer one is no person's. */
const LEAST_LETTERS = 6;
const MOST_LETTERS = 100;

/**
 * Finds names that differ by a slip of the pen: one letter more, less, other, or two swapped, in a name of at least six letters. Two such names
 * are equal when at most one letter is taken from each, so that a name is compared with few others, however many there are.
 */
export class NearNames {
  readonly #names: readonly string[];
  /** Indexes of the names, by the name and by what is left of it without one letter. */
  readonly #byVariant = new Map<string, number[]>();
  #compared = 0;

  constructor(names: readonly string[]) {
    this.#names = names.map(looseName);
    for (const [at, name] of this.#names.entries()) {
      for (const variant of variantsOf(name)) {
        const found = this.#byVariant.get(variant);
        if (found === undefined) this.#byVariant.set(variant, [at]);
        else found.push(at);
      }
    }
  }

  /** How many pairs of names were compared letter by letter. */
  get compared(): number {
    return this.#compared;
  }

  /** The index of the first name that is near; -1 without such a name. */
  find(spelling: string): number {
    const name = looseName(spelling);
    const candidates = new Set(
      [...variantsOf(name)].flatMap((variant) => this.#byVariant.get(variant) ?? []),
    );
    this.#compared += candidates.size;
    const near = [...candidates].filter((at) => distance(name, this.#names[at] as string) <= 1);
    return near.reduce((first, at) => (first < 0 ? at : Math.min(first, at)), -1);
  }
}

/** A name, and what is left of it without one letter; nothing for a name that is not compared. */
function variantsOf(name: string): ReadonlySet<string> {
  if (name.length < LEAST_LETTERS || name.length > MOST_LETTERS) return new Set();
  return new Set([
    name,
    ...Array.from({ length: name.length }, (_, at) => name.slice(0, at) + name.slice(at + 1)),
  ]);
}

/** Damerau's distance of two short texts: letters to add, remove, replace or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
