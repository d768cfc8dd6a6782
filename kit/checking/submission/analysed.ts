import { analyse, type TopLevelStatement } from "../../kernel/index.ts";

/** The most characters of all remembered texts together. */
const MOST_CHARACTERS = 4_000_000;

const known = new Map<string, readonly TopLevelStatement[]>();
let characters = 0;

/**
 * The statements of a cell. Texts are remembered, because a lesson's own cells are the same in every notebook, and each is analysed for every
 * exercise.
 */
export function analysed(source: string): readonly TopLevelStatement[] {
  const before = known.get(source);
  if (before) {
    // Setting it anew moves it to the end of the map, where it is forgotten last.
    known.delete(source);
    known.set(source, before);
    return before;
  }
  const statements = analyse(source);
  known.set(source, statements);
  characters += source.length;
  for (const [oldest] of known) {
    if (characters <= MOST_CHARACTERS) break;
    known.delete(oldest);
    characters -= oldest.length;
  }
  return statements;
}
