/** A shorter key would stand in many an answer by chance. */
const SHORTEST_KEY = 8;

/** A text in which the key stands no more: a server may repeat what it was sent. */
export function withoutKey(text: string, key: string): string {
  return key.length < SHORTEST_KEY ? text : text.replaceAll(key, "…");
}

/** Takes the key out of a text that comes in pieces. An end that may be the key's beginning waits for the next piece. */
export class WithoutKey {
  readonly #key: string;
  #held = "";

  constructor(key: string) {
    this.#key = key;
  }

  /** Adds a piece. Returns what may be passed on. */
  add(piece: string): string {
    if (this.#key.length < SHORTEST_KEY) return piece;
    const text = withoutKey(this.#held + piece, this.#key);
    let length = Math.min(this.#key.length - 1, text.length);
    while (length > 0 && !this.#key.startsWith(text.slice(-length))) length--;
    this.#held = length === 0 ? "" : text.slice(-length);
    return length === 0 ? text : text.slice(0, -length);
  }

  /** What was held back, once no piece comes any more. */
  rest(): string {
    return this.#held;
  }
}
