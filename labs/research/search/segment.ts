import type { SharedContext } from "../../sharing/index.ts";
import { FILE_KINDS, type FileKind } from "../corpus/file-kind.ts";
import {
  CODE_FLAG,
  COLUMNS,
  FIRST_SECTION,
  FLAGS,
  LENGTH,
  LINE,
  NUMBER,
  PARAGRAPHS,
  PATH,
  SECTIONS,
  type Section,
  TERMS,
  TEXT_END,
  TEXT_START,
  TITLE_END,
  TITLE_START,
  TOKENS,
} from "./segment-layout.ts";

/** A paragraph as a segment has it. */
export interface StoredParagraph {
  readonly path: string;
  /** Its place in the file, counted from 1. */
  readonly number: number;
  /** The line where it begins, counted from 1. */
  readonly line: number;
  readonly title: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly isCode: boolean;
}

const decoder = new TextDecoder();

/** A segment, read in place: opening it copies nothing, and only the paragraphs that are asked for are decoded. */
export class Segment {
  /** The number of paragraphs. */
  readonly paragraphs: number;
  /** The number of terms of all paragraphs, repetitions counted. */
  readonly tokens: number;
  readonly #terms: number;
  readonly #table: Uint32Array;
  readonly #termStarts: Uint32Array;
  readonly #termBytes: Uint8Array;
  readonly #postingStarts: Uint32Array;
  readonly #postings: Uint32Array;
  readonly #texts: Uint8Array;
  readonly #pathBytes: Uint8Array;
  #paths: readonly string[] | undefined;

  /** @param memory - what `SegmentBuilder.build` has returned, in this thread or another */
  constructor(memory: SharedContext) {
    const { buffer, byteOffset, byteLength } = memory.bytes;
    const header = new Uint32Array(buffer, byteOffset, byteLength >> 2);
    const bytes = (name: Section) => {
      const at = FIRST_SECTION + 2 * SECTIONS.indexOf(name);
      return new Uint8Array(buffer, byteOffset + (header[at] as number), header[at + 1]);
    };
    const words = (name: Section) => {
      const section = bytes(name);
      return new Uint32Array(section.buffer, section.byteOffset, section.byteLength >> 2);
    };
    this.paragraphs = header[PARAGRAPHS] as number;
    this.tokens = header[TOKENS] as number;
    this.#terms = header[TERMS] as number;
    this.#table = words("table");
    this.#termStarts = words("termStarts");
    this.#termBytes = bytes("termBytes");
    this.#postingStarts = words("postingStarts");
    this.#postings = words("postings");
    this.#texts = bytes("texts");
    this.#pathBytes = bytes("paths");
  }

  /** The pairs of a term: a paragraph and how often it has the term. They are the shared words themselves, not a copy. */
  postings(term: Uint8Array): Uint32Array {
    const at = this.#find(term);
    const [from, to] = at < 0 ? [0, 0] : [this.#postingStarts[at], this.#postingStarts[at + 1]];
    return this.#postings.subarray(from, to);
  }

  /** The number of terms of a paragraph. */
  lengthOf(paragraph: number): number {
    return this.#table[paragraph * COLUMNS + LENGTH] as number;
  }

  isCode(paragraph: number): boolean {
    return ((this.#table[paragraph * COLUMNS + FLAGS] as number) & CODE_FLAG) !== 0;
  }

  paragraph(index: number): StoredParagraph {
    const row = this.#table.subarray(index * COLUMNS, (index + 1) * COLUMNS);
    const column = (at: number) => row[at] as number;
    this.#paths ??= JSON.parse(decoder.decode(this.#pathBytes)) as readonly string[];
    return {
      path: this.#paths[column(PATH)] as string,
      number: column(NUMBER),
      line: column(LINE),
      title: decoder.decode(this.#texts.subarray(column(TITLE_START), column(TITLE_END))),
      text: decoder.decode(this.#texts.subarray(column(TEXT_START), column(TEXT_END))),
      kind: FILE_KINDS[column(FLAGS) & (CODE_FLAG - 1)] as FileKind,
      isCode: this.isCode(index),
    };
  }

  /** The paragraphs of the same file that stand at most `distance` rows before or after this one. */
  neighbours(index: number, distance: number): number[] {
    const path = this.#table[index * COLUMNS + PATH];
    const near: number[] = [];
    const last = Math.min(this.paragraphs - 1, index + distance);
    for (let i = Math.max(0, index - distance); i <= last; i++) {
      if (i !== index && this.#table[i * COLUMNS + PATH] === path) near.push(i);
    }
    return near;
  }

  /** The index of a term, or -1. */
  #find(term: Uint8Array): number {
    let low = 0;
    let high = this.#terms - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = this.#compare(middle, term);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #compare(index: number, term: Uint8Array): number {
    const start = this.#termStarts[index] as number;
    const length = (this.#termStarts[index + 1] as number) - start;
    const common = Math.min(length, term.length);
    for (let i = 0; i < common; i++) {
      const difference = (this.#termBytes[start + i] as number) - (term[i] as number);
      if (difference !== 0) return difference;
    }
    return length - term.length;
  }
}
