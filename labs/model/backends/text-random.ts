import { randomNumbers } from "../../common/random-numbers.ts";

/** Pseudo-random numbers from 0 up to 1 that depend on a seed and on a text, by the text's hash FNV-1a. */
export function textRandom(seed: number, text: string): () => number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return randomNumbers(hash);
}
