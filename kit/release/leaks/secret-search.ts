import type { Secret } from "./secret.ts";

/** Secrets are looked up by so many first characters: that is less work than to look for each of thousands in each file. */
const KEY_CHARACTERS = 10;
const TABLE_BITS = 20;
const FACTOR = 0x01000193;
/** The factor of the character that leaves the window. */
const LEAVING = Array.from({ length: KEY_CHARACTERS - 1 }).reduce<number>(
  (power) => Math.imul(power, FACTOR),
  1,
);

/** Finds secrets in squeezed texts. Nearly every place of a text is passed over by a rolling hash (Karp and Rabin, 1987). */
export class SecretSearch {
  readonly #byKey: ReadonlyMap<string, readonly Secret[]>;
  readonly #isKey = new Uint8Array(1 << TABLE_BITS);

  constructor(secrets: readonly Secret[]) {
    this.#byKey = Map.groupBy(secrets, ({ text }) => text.slice(0, KEY_CHARACTERS));
    for (const key of this.#byKey.keys()) this.#isKey[slotOf(hashOf(key))] = 1;
  }

  /** The secrets that a text holds, each once, in the order of the text. */
  in(squeezed: string): Secret[] {
    const found = new Set<Secret>();
    let hash = hashOf(squeezed.slice(0, KEY_CHARACTERS));
    for (let at = 0; at + KEY_CHARACTERS <= squeezed.length; at += 1) {
      if (this.#isKey[slotOf(hash)] === 1) {
        const alike = this.#byKey.get(squeezed.slice(at, at + KEY_CHARACTERS)) ?? [];
        for (const secret of alike) if (squeezed.startsWith(secret.text, at)) found.add(secret);
      }
      const kept = (hash - Math.imul(squeezed.charCodeAt(at), LEAVING)) | 0;
      hash = (Math.imul(kept, FACTOR) + squeezed.charCodeAt(at + KEY_CHARACTERS)) | 0;
    }
    return [...found];
  }
}

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = (Math.imul(hash, FACTOR) + key.charCodeAt(at)) | 0;
  return hash;
}

const slotOf = (hash: number): number => (hash ^ (hash >>> 12)) & ((1 << TABLE_BITS) - 1);
