import type { Memory } from "./shared-state.ts";

/** A fingerprint of the contents of all shared memory, kept up to date with each write. Three lanes of 32 bits; all 0 for the first contents. */
export class MemoryPrint {
  a = 0;
  b = 0;
  c = 0;

  reset(): void {
    this.a = 0;
    this.b = 0;
    this.c = 0;
  }

  /** Takes out the bytes from `low` up to `high`. Call it before a write, and `add` after it. */
  remove(memory: Memory, low: number, high: number): void {
    this.#count(memory, low, high, -1);
  }

  add(memory: Memory, low: number, high: number): void {
    this.#count(memory, low, high, 1);
  }

  #count({ id, bytes }: Memory, low: number, high: number, sign: number): void {
    const end = Math.min(high, bytes.length);
    for (let at = low; at < end; at++) {
      const value = bytes[at] as number;
      // New memory is all 0, so that a zero counts nothing.
      if (value === 0) continue;
      const place = Math.imul(at + 0x9e37, 0x9e37_79b1) ^ Math.imul(id + 1, 0x7feb_352d);
      this.a = (this.a + sign * scramble(place ^ Math.imul(value, 0x2c1b_3c6d))) | 0;
      this.b = (this.b + sign * scramble(Math.imul(place, 0x297a_2d39) + value)) | 0;
      this.c = (this.c + sign * scramble(Math.imul(place ^ 0x55aa_33cc, 0x1656_67b1) ^ (value << 11))) | 0;
    }
  }
}

function scramble(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0_aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a_2d97);
  return x ^ (x >>> 15);
}
