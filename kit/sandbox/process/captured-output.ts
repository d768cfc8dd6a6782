/** What a process printed: the beginning is kept, all of it is counted. */
export class CapturedOutput {
  readonly #limit: number;
  #kept = "";
  #characters = 0;

  /** @param limit - characters kept */
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
