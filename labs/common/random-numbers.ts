/**
 * A generator of pseudo-random numbers from 0 up to 1. The same seed gives the same numbers in every thread. It is
 * splitmix32: a Weyl sequence (the state advances by a fixed odd step) whose bits are mixed.
 */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}
