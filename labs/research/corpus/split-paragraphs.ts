import { type ContentLine, commentBlocks, documentBlock, type LineBlock } from "./content-lines.ts";
import type { FileKind } from "./file-kind.ts";

/** A paragraph of a file: a part of its text. */
export interface Paragraph {
  /** Its place in the file, counted from 1. */
  readonly number: number;
  /** The offsets of its text in the file's text; `text.slice(start, end)` is the paragraph as it stands there. */
  readonly start: number;
  readonly end: number;
  /** The line where it begins, counted from 1. */
  readonly line: number;
  /** The heading above it; for a documentation comment the declaration below it. May be empty. */
  readonly title: string;
  /** Whether it is code between fences. */
  readonly isCode: boolean;
}

/** A longer paragraph is cut between two lines, or two words. */
const LONGEST_PARAGRAPH = 2000;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6}[ \t]+(.*)$/;
const LONGEST_TITLE = 200;
const UNDERLINE = /^(=+|-{3,})$/;
const NEW_ITEM = /^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]|^@\w/;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Splits a file into paragraphs: blocks between blank lines, the items of lists, the tags of comments, code between
 * fences. Of source files only documentation comments are split. Headings are titles, not paragraphs. The same text always gives the same paragraphs.
 */
export function splitParagraphs(text: string, kind: FileKind): Paragraph[] {
  const blocks = kind === "source" ? commentBlocks(text) : [documentBlock(text)];
  const splitter = new Splitter(text);
  for (const block of blocks) splitter.add(block);
  return splitter.paragraphs;
}

class Splitter {
  readonly paragraphs: Paragraph[] = [];
  readonly #text: string;
  #title = "";
  /** The lines of the paragraph that is not yet complete. */
  #open: ContentLine[] = [];
  /** The line break count up to `#countedTo`. */
  #line = 1;
  #countedTo = 0;

  constructor(text: string) {
    this.#text = text;
  }

  add({ lines, title }: LineBlock): void {
    this.#title = title;
    let fence: string | undefined;
    for (const line of lines) {
      const content = this.#text.slice(line.start, line.end);
      const [, mark] = FENCE.exec(content) ?? [];
      if (fence !== undefined) {
        if (mark?.startsWith(fence)) {
          this.#close(true);
          fence = undefined;
        } else this.#open.push(line);
      } else if (mark !== undefined) {
        this.#close(false);
        fence = mark;
      } else this.#addText(line, content);
    }
    this.#close(fence !== undefined);
  }

  #addText(line: ContentLine, content: string): void {
    const [, heading] = HEADING.exec(content) ?? [];
    const [first] = this.#open;
    if (content.trim() === "") this.#close(false);
    else if (heading !== undefined) {
      this.#close(false);
      this.#title = heading.slice(0, LONGEST_TITLE).replace(/[ \t#]+$/, "");
    } else if (this.#open.length === 1 && first !== undefined && UNDERLINE.test(content)) {
      this.#open = [];
      this.#title = this.#text.slice(first.start, first.end).trim().slice(0, LONGEST_TITLE);
    } else {
      if (NEW_ITEM.test(content)) this.#close(false);
      this.#open.push(line);
    }
  }

  /** Ends the open paragraph. */
  #close(isCode: boolean): void {
    let start: number | undefined;
    let end = 0;
    for (const line of this.#open.splice(0)) {
      if (start !== undefined && line.end - start > LONGEST_PARAGRAPH) {
        this.#push(start, end, isCode);
        start = undefined;
      }
      start ??= line.start;
      end = line.end;
      while (end - start > LONGEST_PARAGRAPH) {
        const cut = this.#cut(start);
        this.#push(start, cut, isCode);
        start = cut;
      }
    }
    if (start !== undefined) this.#push(start, end, isCode);
  }

  /** Where a line that is too long is cut: after a space, never between the halves of a character. */
  #cut(start: number): number {
    const end = start + LONGEST_PARAGRAPH;
    const space = this.#text.lastIndexOf(" ", end - 1);
    if (space > start + LONGEST_PARAGRAPH / 2) return space + 1;
    const isSplit = (this.#text.codePointAt(end - 1) as number) > 0xffff;
    return isSplit ? end - 1 : end;
  }

  #push(start: number, end: number, isCode: boolean): void {
    if (!WORD.test(this.#text.slice(start, end))) return;
    const number = this.paragraphs.length + 1;
    this.paragraphs.push({ number, start, end, line: this.#lineAt(start), title: this.#title, isCode });
  }

  #lineAt(offset: number): number {
    for (;;) {
      const lineFeed = this.#text.indexOf("\n", this.#countedTo);
      if (lineFeed < 0 || lineFeed >= offset) return this.#line;
      this.#countedTo = lineFeed + 1;
      this.#line++;
    }
  }
}
