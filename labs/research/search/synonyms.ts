import { termsOfWord } from "./terms.ts";

/** Words that texts about programs use for the same thing. */
const GROUPS = [
  "stop terminate kill cancel abort end exit",
  "start begin launch spawn",
  "delete remove unlink erase",
  "create construct instantiate",
  "directory folder",
  "recursive recursively nested",
  "error exception failure fail throw",
  "parallel concurrent simultaneous",
  "fast quick performance speed",
  "wait sleep delay",
  "draw chart plot",
  "mock fake stub",
  "change modify update",
  "copy clone duplicate",
  "license licence copyright",
  "argument parameter option",
  "configure configuration setting",
  "caveat limitation pitfall warning",
  "require need mandatory",
  "print log output",
  "parse parser",
  "secure security vulnerability",
  "share shared sharing",
];

const synonyms = new Map<string, readonly string[]>();
for (const group of GROUPS) {
  const terms = [...new Set(group.split(" ").flatMap((word) => termsOfWord(word)))];
  for (const term of terms)
    synonyms.set(
      term,
      terms.filter((other) => other !== term),
    );
}

/** The terms that stand for the same thing as a term. */
export function synonymsOf(term: string): readonly string[] {
  return synonyms.get(term) ?? [];
}
