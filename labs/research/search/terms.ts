import { stemmer } from "stemmer";
import { STOP_WORDS } from "./stop-words.ts";

const WORD = /[\p{L}\p{N}_$]+/gu;
/** Where an identifier is divided: `sharedArray`, `HTTPServer`, `snake_case`. */
const SEAM = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[_$]+/u;
const LATIN = /^[a-z]+$/;
/** A longer word is data, such as a hash in base64. */
const LONGEST_WORD = 40;
/** How many words of a text are remembered with their terms. */
const MOST_REMEMBERED = 100_000;

const remembered = new Map<string, readonly string[]>();

/**
 * The terms of a text, in its order: lower-case, stemmed with Porter's algorithm, without stop words. An identifier such as
 * `SharedArrayBuffer` gives itself and its parts.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  // `match` with a global pattern is twice as fast as `matchAll`.
  for (const word of text.match(WORD) ?? []) for (const term of termsOfWord(word)) terms.push(term);
  return terms;
}

/** The terms of one word: the word itself first, then the parts of an identifier. None for a stop word. */
export function termsOfWord(word: string): readonly string[] {
  if (word.length > LONGEST_WORD) return [];
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const terms = divided(word);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(word, terms);
  return terms;
}

/** The words of a text as they are written, each with its terms. */
export function* wordsOf(
  text: string,
): IterableIterator<{ readonly word: string; readonly terms: readonly string[] }> {
  for (const [word] of text.matchAll(WORD)) {
    const terms = termsOfWord(word);
    if (terms.length > 0) yield { word, terms };
  }
}

function divided(word: string): readonly string[] {
  const parts = word.split(SEAM).filter((part) => part !== "");
  const words = parts.length > 1 ? [parts.join(""), ...parts] : parts;
  return words.flatMap((part) => stemmed(part.toLowerCase()));
}

function stemmed(word: string): readonly string[] {
  if (STOP_WORDS.has(word) || /^\p{L}$/u.test(word)) return [];
  return [LATIN.test(word) ? stemmer(american(word)) : word];
}

/** British spelling as American. A word that is no British spelling may change too, but it does so everywhere. */
function american(word: string): string {
  if (word.length < 6) return word;
  return word
    .replace(/is(e[ds]?|ing|ations?)$/, "iz$1")
    .replace(/our(s|ed|ing|al)?$/, "or$1")
    .replace(/ence([ds]?)$/, "ense$1");
}

const PATH_NOISE = /\b(?:node_modules|dist|lib|src|build|index|main|types?|d|[cm]?[jt]sx?|md|txt)\b/g;

/** The terms of a file's path: a package's name says what its paragraphs are about. */
export function termsOfPath(path: string): readonly string[] {
  return [...new Set(termsOf(path.replace(PATH_NOISE, " ")))];
}
