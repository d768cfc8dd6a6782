/** The numbers of an embedding. */
export const DIMENSIONS = 384;

const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.6;
const TRIGRAM_WEIGHT = 0.35;
/** Words that say nothing about an incident count so much. */
const STOP_WEIGHT = 0.15;
const STOP_WORDS = new Set(
  "a an and are as at be been but by did for from had has have in into is it its no not of on or our so that the their then there they this to was were which with".split(
    " ",
  ),
);
/** More of a text is not read: the first lines say what went wrong. */
const LONGEST_TEXT = 8_192;
/** What differs from one line to the next: templates' gaps, addresses, identifiers, numbers. */
const VARIABLE_PARTS = /<[*#:\w]*>|\b(?=[\da-f-]*\d)[\da-f]{6,}(?:-[\da-f]+)*\b|\d+(?:[.:,]\d+)*/g;
const CAMEL_CASE = /([a-z])(?=[A-Z])/g;
const WORD = /[\p{L}\p{N}]+/gu;

/** One for each thread: the weight of each feature of a text, by its hash. */
const weights = new Map<number, number>();

/**
 * A text as a direction: texts with the same words, pairs of words and parts of words point the same way. The features are hashed
 * into `DIMENSIONS` places with a sign each (Weinberger et al., "Feature Hashing", 2009), and count by the logarithm of how
 * often they occur. Numbers and identifiers are left out. It needs no model, and every machine computes the same numbers.
 *
 * @returns `DIMENSIONS` numbers of length 1; all 0 for a text without words
 */
export function embed(text: string, into: Float32Array = new Float32Array(DIMENSIONS)): Float32Array {
  into.fill(0);
  weights.clear();
  const plain = text
    .slice(0, LONGEST_TEXT)
    .replace(VARIABLE_PARTS, " ")
    .replace(CAMEL_CASE, "$1 ")
    .toLowerCase();
  let previous = 0;
  for (const [word] of plain.matchAll(WORD)) {
    const own = hashOf(word, 0, word.length, 1);
    const stop = STOP_WORDS.has(word);
    add(own, stop ? STOP_WEIGHT : WORD_WEIGHT);
    if (previous !== 0) add(mixed(Math.imul(previous, 31) + own), stop ? STOP_WEIGHT : PAIR_WEIGHT);
    previous = own;
    if (stop) continue;
    for (let i = 0; i + 3 <= word.length; i++) add(hashOf(word, i, i + 3, 2), TRIGRAM_WEIGHT);
  }
  for (const [hash, weight] of weights) {
    const place = (hash >>> 1) % DIMENSIONS;
    into[place] = (into[place] as number) + (hash & 1 ? weight : -weight);
  }
  return normalised(into);
}

/** The n-th occurrence of a feature adds 1/n of its weight: the sum grows as the logarithm. */
function add(hash: number, weight: number): void {
  const sum = weights.get(hash) ?? 0;
  weights.set(hash, sum === 0 ? weight : sum + weight * Math.exp(-sum / weight + 1));
}

function hashOf(word: string, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

/** Spreads a hash over all of its bits (the last steps of MurmurHash3). */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * scale;
  return vector;
}
