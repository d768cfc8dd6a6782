import { createHmac } from "node:crypto";
import { NAME, normalised, numbered } from "./normalise.ts";
import { type CommentRule, tokens } from "./tokens.ts";

/** How many words of code, one after the other, are compared. */
const SHINGLE_WORDS = 5;

/** The overlapping runs of {@link SHINGLE_WORDS} words of a text, normalised, in their order. A run that says nothing is empty. */
export function shingles(text: string, comments: CommentRule): string[] {
  const words = normalised(tokens(text, comments));
  const runs: string[] = [];
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    const run = words.slice(at, at + SHINGLE_WORDS);
    runs.push(hasStructure(run) ? numbered(run) : "");
  }
  return runs;
}

/**
 * Prose is a run of names, with words such as "for" and "is" and a dash among them. Code has operators, values or words of the language, and at
 * least two words that are no names.
 */
function hasStructure(run: readonly string[]): boolean {
  const words = run.filter((word) => !word.startsWith(NAME));
  return words.length >= 2 && words.some((word) => !IN_PROSE.has(word));
}

const IN_PROSE = new Set(
  "== && || ! - / if else for in while return function throw catch null true false try break case this".split(
    " ",
  ),
);

/** The shingles of texts, each once, with comments as code and without. */
export function allShingles(texts: readonly string[]): Set<string> {
  const all = new Set<string>();
  for (const text of texts)
    for (const comments of ["dropped", "opened"] as const)
      for (const run of shingles(text, comments)) if (run !== "") all.add(run);
  return all;
}

/** Bits of a whole hash. */
const HASH_BITS = 32;

/** A salted one-way hash of {@link HASH_BITS} bits. */
export function hashed(text: string, salt: string): number {
  return createHmac("sha256", salt).update(text).digest().readUInt32BE(0);
}

/** The first bits of a hash. */
export const firstBits = (hash: number, bits: number): number => hash >>> (HASH_BITS - bits);
