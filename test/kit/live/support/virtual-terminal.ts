import { Writable } from "node:stream";
import type { TerminalStream } from "../../../../kit/live/terminal.ts";

/** A terminal that understands what a redrawn block needs, and shows what a person would see. */
export class VirtualTerminal extends Writable implements TerminalStream {
  readonly isTTY = true;
  columns: number;
  rows: number;
  /** How often something was written. */
  writes = 0;
  readonly #cells: string[] = [""];
  #row = 0;
  #column = 0;

  constructor({ columns = 80, rows = 24 } = {}) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  /** All lines, the scrolled ones too, without the empty end. */
  get screen(): string[] {
    return this.#cells
      .map((line) => line.trimEnd())
      .slice(0, this.#cells.findLastIndex((line) => line.trim() !== "") + 1);
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.writes++;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal is made of control characters
    for (const [part] of String(chunk).matchAll(/\x1b\[(\d*)([A-Z])|./gsu)) this.#take(part);
    done();
  }

  #take(part: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    const [, amount = "", command] = /^\x1b\[(\d*)([A-Z])$/.exec(part) ?? [];
    if (command === "A") this.#row = Math.max(0, this.#row - Number(amount || 1));
    else if (command === "K" && amount === "2") this.#cells[this.#row] = "";
    else if (command === "J" && amount === "") this.#clearBelow();
    else if (part === "\r") this.#column = 0;
    else if (part === "\n") this.#newLine();
    else if (part.startsWith("\x1b")) throw new Error(`an unknown sequence: ${JSON.stringify(part)}`);
    else this.#put(part);
  }

  #clearBelow(): void {
    this.#cells.length = this.#row + 1;
    this.#cells[this.#row] = (this.#cells[this.#row] ?? "").slice(0, this.#column);
  }

  #newLine(): void {
    this.#row++;
    this.#column = 0;
    this.#cells[this.#row] ??= "";
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#newLine();
    const line = (this.#cells[this.#row] ?? "").padEnd(this.#column);
    this.#cells[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column++;
  }
}
