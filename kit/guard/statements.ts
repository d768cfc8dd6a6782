import { NAME, normalised, numbered } from "./normalise.ts";
import { hashed } from "./shingles.ts";
import { type CommentRule, tokens } from "./tokens.ts";

/** A shorter statement is anybody's: `let sum = 0`, `return results`. */
const MIN_WORDS = 6;

/** The statements of a text, normalised, as hashes: what stands between line ends and semicolons. Short ones are left out. */
export function statementHashes(text: string, comments: CommentRule, salt: string): Set<number> {
  const found = new Set<number>();
  for (const statement of text.split(/[\n;]/)) {
    const words = normalised(tokens(statement, comments));
    const own = words.filter((word) => !word.startsWith(NAME));
    if (words.length >= MIN_WORDS && own.length >= 2) found.add(hashed(`statement ${numbered(words)}`, salt));
  }
  return found;
}

/** The same for texts that are code. */
export function ownStatements(texts: readonly string[], salt: string): Set<number> {
  return new Set(
    texts.flatMap((text) => [
      ...statementHashes(text, "dropped", salt),
      ...statementHashes(text, "opened", salt),
    ]),
  );
}
