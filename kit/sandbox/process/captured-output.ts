/** What a process printed. The beginning is kept; all characters are counted. */
export class CapturedOutput {
  readonly #limit: number;
  #kept = "";
  #characters = 0;

  /** @param limit - characters that are kept. @default 65536 */
  constructor(limit = 65_536) {
    this.#limit = limit;
  }

  add(text: string): void {
    this.#characters += text.length;
    if (this.#kept.length < this.#limit) this.#kept += text.slice(0, this.#limit - this.#kept.length);
  }

  clear(): void {
    this.#kept = "";
    this.#characters = 0;
  }

  /** The beginning of what was printed. */
  get text(): string {
    return this.#kept;
  }

  /** Characters printed in all. */
  get length(): number {
    return this.#characters;
  }
}
