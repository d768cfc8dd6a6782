import { type Encoding, encodingOf } from "./decode.ts";
import type { Problems } from "./problems.ts";

/** Bytes of one line at most; what is beyond is left out up to the line's end. */
export const LONGEST_LINE_BYTES = 1 << 20;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Makes lines of the bytes of one source as they come. A line that has not ended is kept for the next bytes. It is 1 MB at most: of a
 * longer one the beginning is given and the rest is left out, so that memory stays bounded.
 *
 * Each line is a string of its own. Slices of a common string would keep all of it in memory for as long as one of them is kept.
 */
export class LineSplitter {
  #rest: Buffer | undefined;
  #isSkipping = false;
  #encoding: Encoding | undefined;
  readonly #source: string;
  readonly #problems: Problems;

  constructor(source: string, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  write(chunk: Uint8Array, sink: (line: string) => void): void {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#rest !== undefined) bytes = Buffer.concat([this.#rest, bytes]);
    this.#rest = undefined;
    if (this.#encoding === undefined) {
      if (bytes.length === 0) return;
      this.#encoding = encodingOf(bytes);
      if (this.#encoding !== "utf8")
        this.#problems.add(
          "not-utf8",
          this.#source,
          `${this.#source} is in ${this.#encoding}; it is read as that.`,
        );
    }
    const end =
      this.#encoding === "utf8"
        ? this.#splitBytes(bytes, sink)
        : this.#splitPairs(bytes, this.#encoding, sink);
    this.#keep(bytes.subarray(end), sink);
  }

  /** The last line, when nothing more will come. */
  end(sink: (line: string) => void): void {
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest !== undefined && rest.length > 0 && !this.#isSkipping) sink(this.#decode(rest, 0, rest.length));
    this.#isSkipping = false;
  }

  #splitBytes(bytes: Buffer, sink: (line: string) => void): number {
    let start = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, start)) {
      if (this.#isSkipping) this.#isSkipping = false;
      else {
        const end = at > start && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
        if (end > start) sink(this.#decode(bytes, start, Math.min(end, start + LONGEST_LINE_BYTES)));
        if (end - start > LONGEST_LINE_BYTES) this.#noteLong();
      }
      start = at + 1;
    }
    return start;
  }

  /** UTF-16: a line feed is two bytes, at an even place. */
  #splitPairs(bytes: Buffer, encoding: Encoding, sink: (line: string) => void): number {
    const whole = Buffer.from(bytes.subarray(0, bytes.length & ~1));
    if (encoding === "utf16be") whole.swap16();
    let start = 0;
    for (let at = 0; at < whole.length; at += 2) {
      if (whole.readUInt16LE(at) !== LINE_FEED) continue;
      if (this.#isSkipping) this.#isSkipping = false;
      else {
        const line = whole
          .toString("utf16le", start, at)
          .replace(/^\uFEFF/u, "")
          .replace(/\r$/u, "");
        if (line !== "") sink(line);
      }
      start = at + 2;
    }
    return start;
  }

  #keep(rest: Buffer, sink: (line: string) => void): void {
    if (rest.length === 0 || this.#isSkipping) return;
    if (rest.length <= LONGEST_LINE_BYTES) {
      // A copy: the chunk itself may be large, and its memory may be used again.
      this.#rest = Buffer.from(rest);
      return;
    }
    sink(this.#decode(rest, 0, LONGEST_LINE_BYTES));
    this.#isSkipping = true;
    this.#noteLong();
  }

  #noteLong(): void {
    this.#problems.add(
      "line-too-long",
      this.#source,
      `A line of ${this.#source} is longer than 1 MB; its beginning is kept.`,
    );
  }

  #decode(bytes: Buffer, start: number, end: number): string {
    if (this.#encoding === "utf16le") return bytes.toString("utf16le", start, end);
    if (this.#encoding === "utf16be")
      return Buffer.from(bytes.subarray(start, end & ~1))
        .swap16()
        .toString("utf16le");
    const from =
      bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start;
    const text = bytes.toString("utf8", from, end);
    if (!text.includes("\uFFFD") || bytes.subarray(from, end).includes("\uFFFD")) return text;
    // Bytes that are no UTF-8 are most likely ISO 8859-1, or no text.
    this.#problems.add(
      "not-utf8",
      this.#source,
      `Lines of ${this.#source} are no UTF-8; they are read as ISO 8859-1.`,
    );
    return bytes.toString("latin1", from, end);
  }
}
