import { readings } from "./readings.ts";
import { firstBits, hashed, shingles } from "./shingles.ts";
import { ownStatements } from "./statements.ts";

/** A hit alone is chance, because fingerprints are lossy. */
const MIN_RUN = 2;

/** How much of a secret a text holds. */
export interface Overlap {
  /** Of what the learner does not have: 0 to 1. */
  readonly share: number;
  /** Different shingles of the secret, found in a row. */
  readonly run: number;
}

/** A text as hashes, one list for each way to read it. A shingle that says nothing is undefined. */
export type HashedText = readonly (readonly (number | undefined)[])[];

/** Hashes the replies of a talk, in every way to read them. */
export function hashedReplies(text: string, salt: string): HashedText {
  return hashedRuns(readings(text), salt);
}

/** Hashes texts that are code, with and without their comments. */
export function hashedCode(texts: readonly string[], salt: string): HashedText {
  const runs = texts.flatMap((text) => [shingles(text, "dropped"), shingles(text, "opened")]);
  return hashedRuns(runs, salt);
}

function hashedRuns(runs: readonly (readonly string[])[], salt: string): HashedText {
  const known = new Map<string, number>();
  const hash = (shingle: string): number => {
    const before = known.get(shingle);
    if (before !== undefined) return before;
    const hash = hashed(shingle, salt);
    known.set(shingle, hash);
    return hash;
  };
  return runs.map((run) => run.map((shingle) => (shingle === "" ? undefined : hash(shingle))));
}

/** What a learner has, hashed: own code, and texts that were handed out. */
export interface Owned {
  readonly text: HashedText;
  readonly all: ReadonlySet<number | undefined>;
  /** Its statements. */
  readonly statements: ReadonlySet<number>;
}

/** Hashes what a learner has. */
export function owned(texts: readonly string[], salt: string): Owned {
  const text = hashedCode(texts, salt);
  const all = new Set(text.flat());
  all.delete(undefined);
  return { text, all, statements: ownStatements(texts, salt) };
}

/** What of a secret a learner does not have yet, of what was unknown before. */
export function unknownTo({ text }: Owned, unknown: ReadonlySet<number>, bits: number): ReadonlySet<number> {
  const { found } = search(unknown, bits, text, () => false);
  return found.size === 0 ? unknown : unknown.difference(found);
}

/** How much of a secret, of what is `unknown`, a text holds. */
export function overlap(
  unknown: ReadonlySet<number>,
  bits: number,
  text: HashedText,
  isOwned: (hash: number | undefined) => boolean,
): Overlap {
  if (unknown.size === 0) return { share: 0, run: 0 };
  const { found, longest } = search(unknown, bits, text, isOwned);
  return { share: found.size / unknown.size, run: longest };
}

/** Finds runs of hashes. What the learner has, in the middle of a secret line, does not part the line. */
function search(
  wanted: ReadonlySet<number>,
  bits: number,
  text: HashedText,
  isSkipped: (hash: number | undefined) => boolean,
): { found: Set<number>; longest: number } {
  const minRun = Math.min(MIN_RUN, wanted.size);
  const found = new Set<number>();
  let longest = 0;
  let run = new Set<number>();
  const endRun = () => {
    if (run.size === 0) return;
    if (run.size >= minRun) for (const hash of run) found.add(hash);
    longest = Math.max(longest, run.size);
    run = new Set();
  };
  for (const reading of text) {
    for (const hash of reading) {
      const short = hash === undefined ? -1 : firstBits(hash, bits);
      if (isSkipped(hash)) continue;
      if (wanted.has(short)) run.add(short);
      else endRun();
    }
    endRun();
  }
  return { found, longest };
}
