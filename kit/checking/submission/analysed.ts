import { analyse, type TopLevelStatement } from "../../kernel/index.ts";

/** Characters of text that are remembered at once. */
const mostCharacters = 4_000_000;

const known = new Map<string, readonly TopLevelStatement[]>();
let characters = 0;

/**
 * The statements of a cell. A text that was taken apart before is remembered: the cells of a lesson that nobody changes are the same in
 * every notebook, and each is looked at once for every exercise.
 */
export function analysed(source: string): readonly TopLevelStatement[] {
  const before = known.get(source);
  if (before) {
    // What was used last goes last.
    known.delete(source);
    known.set(source, before);
    return before;
  }
  const statements = analyse(source);
  known.set(source, statements);
  characters += source.length;
  for (const [oldest] of known) {
    if (characters <= mostCharacters) break;
    known.delete(oldest);
    characters -= oldest.length;
  }
  return statements;
}
