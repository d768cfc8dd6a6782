import { firstBits, hashed, shingles } from "./shingles.ts";

/**
 * What is kept of a secret text: which hashes its shingles have, without order, in a lossy set. The text cannot be read from it: names, brackets
 * and wording are gone before hashing, and about one in {@link ONE_IN} foreign shingles is in the set too, so a search word by word meets more
 * wrong continuations than right ones.
 */
export interface Fingerprint {
  readonly of: "solution" | "answer";
  /** Length of a hash, in bits. */
  readonly bits: number;
  /** The hashes, in ascending order. */
  readonly hashes: readonly number[];
}

const ONE_IN = 50;
/** An answer of so few shingles is guessed more easily than searched for: its hashes are long, so that none is met by chance. */
const FEW = 12;
const BITS_OF_FEW = 20;

/** A fingerprint of a secret text, without the shingles that learners have in what is handed out; undefined when nothing is left. */
export function fingerprint(
  of: Fingerprint["of"],
  secret: string,
  handedOut: ReadonlySet<string>,
  salt: string,
): Fingerprint | undefined {
  const own = new Set(shingles(secret, "dropped").filter((run) => run !== "" && !handedOut.has(run)));
  if (own.size === 0) return undefined;
  const bits = own.size <= FEW ? BITS_OF_FEW : Math.ceil(Math.log2(own.size * ONE_IN));
  const hashes = [...new Set([...own].map((run) => firstBits(hashed(run, salt), bits)))];
  return { of, bits, hashes: hashes.sort((a, b) => a - b) };
}
