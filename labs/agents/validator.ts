import { AIAgent } from "./ai-agent.ts";

/** The input of a Validator. */
export interface ValidationRequest {
  /** Shared bytes are read in place; other bytes are copied to the agent. */
  readonly bytes: Uint8Array | SharedArrayBuffer;
  /** The first byte to read. @default 0 */
  readonly start?: number;
  /** The byte to stop before. @default the end */
  readonly end?: number;
}

/** The output of a Validator. */
export interface Validation {
  /** The number of bytes read. */
  readonly length: number;
  /** Adler-32: fast, detects accidental changes. */
  readonly checksum: number;
  /** SHA-256 as 64 hexadecimal digits: slow, detects deliberate changes too. */
  readonly sha256: string;
}

/** The modulus of Adler-32: the largest prime below 2^16. */
const MODULUS = 65_521;
/** The number of bytes that can be added before the sums may exceed 2^32. */
const BLOCK = 5552;

/** Computes a checksum and a SHA-256 over a range of bytes, typically of shared memory. */
export class Validator extends AIAgent<ValidationRequest, Validation> {
  static readonly module: string = import.meta.url;

  protected think({ bytes, start = 0, end }: ValidationRequest): Validation {
    const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    const stop = end ?? all.length;
    if (
      !(
        Number.isSafeInteger(start) &&
        Number.isSafeInteger(stop) &&
        0 <= start &&
        start <= stop &&
        stop <= all.length
      )
    ) {
      throw new RangeError(`Validator needs a range within 0 to ${all.length}, but got ${start} to ${stop}.`);
    }
    const range = all.subarray(start, stop);
    // Loaded here, because every worker loads this file and node:crypto takes 9 ms to load.
    const { createHash } = process.getBuiltinModule("node:crypto");
    return {
      length: range.length,
      checksum: adler32(range),
      sha256: createHash("sha256").update(range).digest("hex"),
    };
  }
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < bytes.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, bytes.length);
    for (let i = start; i < end; i++) {
      a += bytes[i] as number;
      b += a;
    }
    // Once per block is enough; the remainder is the slow operation.
    a %= MODULUS;
    b %= MODULUS;
  }
  return ((b << 16) | a) >>> 0;
}
