/**
 * Numbers from 0 up to 1 that look random and are the same for the same seed, in every thread. A Weyl sequence (the
 * state moves on by a fixed odd step) whose bits are then mixed thoroughly, as in splitmix32.
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
