import { SharedContext } from "../../sharing/index.ts";
import { FILE_KINDS, type FileKind } from "../corpus/file-kind.ts";
import type { ReadFile } from "../corpus/read-file.ts";
import type { Paragraph } from "../corpus/split-paragraphs.ts";
import {
  CODE_FLAG,
  FIRST_SECTION,
  HEADER_WORDS,
  PARAGRAPHS,
  SECTIONS,
  type Section,
} from "./segment-layout.ts";
import { termsOf, termsOfPath } from "./terms.ts";

/** Builds a segment in the memory of this thread and copies it once into shared memory. */
export class SegmentBuilder {
  readonly #paths: string[] = [];
  readonly #table: number[] = [];
  readonly #texts = new TextBytes();
  /** For each term pairs of a paragraph and how often it has the term. */
  readonly #postings = new Map<string, number[]>();
  readonly #seen = new Set<string>();
  #paragraphs = 0;
  #tokens = 0;
  #repeated = 0;

  get paragraphCount(): number {
    return this.#paragraphs;
  }

  /** How many paragraphs were left out because the segment has the same text already. */
  get repeatedCount(): number {
    return this.#repeated;
  }

  addFile(path: string, { text, kind, paragraphs }: ReadFile): void {
    this.#paths.push(path);
    const pathTerms = termsOfPath(path);
    let lastTitle = "";
    let title: readonly [number, number] = [0, 0];
    for (const paragraph of paragraphs) {
      const words = text.slice(paragraph.start, paragraph.end);
      if (this.#seen.has(words)) {
        this.#repeated++;
        continue;
      }
      this.#seen.add(words);
      if (paragraph.title !== lastTitle) title = this.#texts.add(paragraph.title);
      lastTitle = paragraph.title;
      this.#addParagraph(words, title, paragraph, kind, pathTerms);
    }
  }

  build(): SharedContext {
    const encoder = new TextEncoder();
    const terms = [...this.#postings.keys()]
      .map((term) => ({ term, bytes: encoder.encode(term) }))
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
    const lists = terms.map(({ term }) => this.#postings.get(term) as number[]);
    return SharedContext.ofBytes(
      joined([this.#paragraphs, terms.length, this.#tokens], {
        table: Uint32Array.from(this.#table),
        termStarts: starts(terms.map(({ bytes }) => bytes.length)),
        termBytes: Buffer.concat(terms.map(({ bytes }) => bytes)),
        postingStarts: starts(lists.map(({ length }) => length)),
        postings: flat(lists),
        texts: this.#texts.bytes,
        paths: encoder.encode(JSON.stringify(this.#paths)),
      }),
    );
  }

  #addParagraph(
    words: string,
    title: readonly [number, number],
    paragraph: Paragraph,
    kind: FileKind,
    pathTerms: readonly string[],
  ): void {
    const terms = [...pathTerms, ...termsOf(paragraph.title), ...termsOf(words)];
    const [start, end] = this.#texts.add(words);
    const flags = FILE_KINDS.indexOf(kind) + (paragraph.isCode ? CODE_FLAG : 0);
    const { number, line } = paragraph;
    this.#table.push(start, end, ...title, this.#paths.length - 1, number, line, terms.length, flags);
    for (const term of terms) this.#addPosting(term);
    this.#paragraphs++;
    this.#tokens += terms.length;
  }

  #addPosting(term: string): void {
    const list = this.#postings.get(term);
    if (list === undefined) this.#postings.set(term, [this.#paragraphs, 1]);
    else if (list[list.length - 2] === this.#paragraphs) (list[list.length - 1] as number)++;
    else list.push(this.#paragraphs, 1);
  }
}

/** Texts as UTF-8, one after the other. */
class TextBytes {
  #bytes = new Uint8Array(1 << 16);
  #end = 0;

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** @returns the first byte and the one after the last */
  add(text: string): readonly [number, number] {
    const start = this.#end;
    const most = start + 3 * text.length;
    if (most > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(most, 2 * this.#bytes.length));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    this.#end += new TextEncoder().encodeInto(text, this.#bytes.subarray(start)).written;
    return [start, this.#end];
  }
}

/** Where each part begins, and at last where the last one ends. */
function starts(lengths: readonly number[]): Uint32Array {
  const all = new Uint32Array(lengths.length + 1);
  for (const [i, length] of lengths.entries()) all[i + 1] = (all[i] as number) + length;
  return all;
}

function flat(lists: readonly (readonly number[])[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

function joined(
  counts: readonly [number, number, number],
  sections: Record<Section, Uint8Array | Uint32Array>,
): Uint8Array {
  const header = new Uint32Array(HEADER_WORDS);
  header.set(counts, PARAGRAPHS);
  let end = header.byteLength;
  for (const [i, name] of SECTIONS.entries()) {
    const { byteLength } = sections[name];
    header.set([end, byteLength], FIRST_SECTION + 2 * i);
    end += Math.ceil(byteLength / 4) * 4;
  }
  const all = new Uint8Array(end);
  all.set(new Uint8Array(header.buffer));
  for (const [i, name] of SECTIONS.entries()) {
    const { buffer, byteOffset, byteLength } = sections[name];
    all.set(new Uint8Array(buffer, byteOffset, byteLength), header[FIRST_SECTION + 2 * i]);
  }
  return all;
}
