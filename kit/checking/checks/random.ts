import { createHash } from "node:crypto";

/** A sequence of numbers from 0 up to 1 that a seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The seed of a check's n-th repetition: always the same, and another one for each check. */
export function seedOf(exercise: string, check: string, repetition: number): number {
  return createHash("sha256").update(`${exercise}\n${check}\n${repetition}`).digest().readUInt32LE(0);
}
