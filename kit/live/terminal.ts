/*
 * Drawing in a terminal. Nothing here knows of swarms, notebooks or the kit.
 */

import { stripVTControlCharacters } from "node:util";

/** A terminal or a pipe, such as `process.stdout`. */
export interface TerminalStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** The available size, in columns and lines. */
export interface TerminalSize {
  readonly columns: number;
  readonly lines: number;
}

const MAX_LINES = 16;
const UP = (rows: number) => (rows > 0 ? `\x1b[${rows}A\r` : "\r");
const CLEAR_LINE = "\x1b[2K";
const CLEAR_BELOW = "\x1b[J";

/** Streams that have a block. Two blocks in one stream would overwrite one another. */
const taken = new WeakSet<TerminalStream>();

/**
 * Some lines at the bottom of a terminal that are redrawn in place. Other output to this stream or to stderr stays whole and moves up above
 * them. The cursor stays visible, so that a program that is killed leaves a usable terminal.
 */
export class TerminalBlock {
  readonly #stream: TerminalStream;
  readonly #write: (text: string) => void;
  readonly #giveBack: (() => void)[] = [];
  #lines: readonly string[] = [];
  /** Whether the lines stand on the terminal now. */
  #isVisible = false;
  /** Whether other output has printed a line without its end. */
  #isLineOpen = false;

  /** A block in this stream, or undefined where lines cannot be redrawn: a pipe, a dumb terminal, a second block. */
  static open(stream: TerminalStream): TerminalBlock | undefined {
    if (!stream.isTTY || process.env.TERM === "dumb" || taken.has(stream)) return undefined;
    return new TerminalBlock(stream);
  }

  private constructor(stream: TerminalStream) {
    this.#stream = stream;
    this.#write = stream.write.bind(stream);
    taken.add(stream);
    this.#makeWayFor(stream);
    if (stream === process.stdout && process.stderr.isTTY) this.#makeWayFor(process.stderr);
  }

  /** The size that a block may have. It is never taller than the terminal, and never uses the last column. */
  get size(): TerminalSize {
    return {
      columns: Math.max(20, (this.#stream.columns || 80) - 1),
      lines: Math.max(5, Math.min(MAX_LINES, (this.#stream.rows || 24) - 1)),
    };
  }

  /** Replaces the lines in one write, so that nothing flickers. */
  draw(lines: readonly string[]): void {
    const start = this.#isVisible ? UP(this.#height()) : this.#isLineOpen ? "\n" : "";
    this.#lines = lines;
    this.#isVisible = true;
    this.#isLineOpen = false;
    this.#write(`${start}${lines.map((line) => `${CLEAR_LINE}${line}\n`).join("")}${CLEAR_BELOW}`);
  }

  /** Leaves the last lines in the terminal and restores the stream. */
  close(): void {
    if (!this.#isVisible && this.#lines.length > 0) this.draw(this.#lines);
    for (const giveBack of this.#giveBack.splice(0)) giveBack();
    taken.delete(this.#stream);
  }

  /** Wraps the stream's `write`, so that other output appears above the block. The next `draw` shows the block again. */
  #makeWayFor(stream: TerminalStream): void {
    const original = stream.write;
    const own = Object.getOwnPropertyDescriptor(stream, "write");
    const write = (...args: [text: string | Uint8Array, ...rest: unknown[]]): unknown => {
      const [text] = args;
      if (this.#giveBack.length > 0) this.#erase();
      if (text.length > 0) this.#isLineOpen = text.at(-1) !== "\n" && text.at(-1) !== 10;
      return Reflect.apply(original, stream, args);
    };
    stream.write = write;
    this.#giveBack.push(() => {
      // Code that has wrapped this `write` meanwhile keeps it: without a block it only passes text on.
      if (stream.write !== write) return;
      if (own) Object.defineProperty(stream, "write", own);
      else Reflect.deleteProperty(stream, "write");
    });
  }

  #erase(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.#write(`${UP(this.#height())}${CLEAR_BELOW}`);
  }

  /** The rows that the lines take now. A terminal that was made narrower has wrapped them. */
  #height(): number {
    const columns = this.#stream.columns || 80;
    const width = (line: string) => [...stripVTControlCharacters(line)].length;
    return this.#lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(width(line) / columns)), 0);
  }
}
