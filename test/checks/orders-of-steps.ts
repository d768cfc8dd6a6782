/** One step of an agent that adds 1 to a shared word: it reads the word, or it writes what it read, plus 1. */
type Step = "read" | "write";

/** The steps of an agent that adds 1 so many times. */
export function additions(howMany: number): readonly Step[] {
  return Array.from({ length: 2 * howMany }, (_, at) => (at % 2 === 0 ? "read" : "write"));
}

/**
 * The value of the word after the agents took their steps in the given order.
 *
 * @param turns - whose turn it is: `"A B A B"`
 */
export function wordAfter(turns: string): number {
  let word = 0;
  const seen = new Map<string, number>();
  for (const agent of turns.split(" ")) {
    const read = seen.get(agent);
    if (read === undefined) seen.set(agent, word);
    else {
      word = read + 1;
      seen.delete(agent);
    }
  }
  return word;
}

/** Every value that the word can have at the end, over all orders of two agents' steps. */
export function possibleEnds(a: readonly Step[], b: readonly Step[]): Set<number> {
  const ends = new Set<number>();
  const known = new Set<string>();
  const go = (atA: number, atB: number, seenA: number, seenB: number, word: number): void => {
    const state = [atA, atB, seenA, seenB, word].join();
    if (known.has(state)) return;
    known.add(state);
    if (atA === a.length && atB === b.length) ends.add(word);
    if (atA < a.length) {
      if (a[atA] === "read") go(atA + 1, atB, word, seenB, word);
      else go(atA + 1, atB, 0, seenB, seenA + 1);
    }
    if (atB < b.length) {
      if (b[atB] === "read") go(atA, atB + 1, seenA, word, word);
      else go(atA, atB + 1, seenA, 0, seenB + 1);
    }
  };
  go(0, 0, 0, 0, 0);
  return ends;
}
