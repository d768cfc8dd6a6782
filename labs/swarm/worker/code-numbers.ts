import type { ProgramCode } from "./messages.ts";

/** How many different pieces of code the workers of a pool keep. */
const MOST_CODES = 100;

/**
 * Gives every different piece of code a number, by which workers keep it. The code that was used least recently is given
 * up when there are too many, as in a notebook whose classes change with each cell.
 */
export class CodeNumbers {
  readonly #most: number;
  /** In the order of their last use. */
  readonly #numbers = new Map<string, number>();
  #last = 0;

  constructor(most: number = MOST_CODES) {
    this.#most = most;
  }

  /** The number of a piece of code, and the number that was given up for it. */
  numberOf(code: ProgramCode): { readonly number: number; readonly givenUp: number | undefined } {
    const key = keyOf(code);
    const known = this.#numbers.get(key);
    this.#numbers.delete(key);
    const number = known ?? ++this.#last;
    this.#numbers.set(key, number);
    return { number, givenUp: this.#numbers.size > this.#most ? this.#giveUpOldest() : undefined };
  }

  #giveUpOldest(): number | undefined {
    const [oldest] = this.#numbers;
    if (oldest !== undefined) this.#numbers.delete(oldest[0]);
    return oldest?.[1];
  }
}

/** Two pieces of code with one key are the same. */
function keyOf({ code: { sources, constants, imports, exported, directory }, types }: ProgramCode): string {
  // A zero character stands in none of the parts.
  let key = directory;
  for (const { name, text } of sources) key += `\0s${name}\0${text}`;
  for (const name of constants) key += `\0c${name}`;
  for (const { name, specifier, exportName } of imports) key += `\0i${name}\0${specifier}\0${exportName}`;
  for (const name of exported) key += `\0e${name}`;
  for (const { name, agentType } of types) key += `\0t${name}\0${agentType}`;
  return key;
}
