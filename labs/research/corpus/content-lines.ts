/** A line of a text: where its content begins and ends, without the line break and the star of a comment. */
export interface ContentLine {
  readonly start: number;
  readonly end: number;
}

/** Lines that belong together: a whole document, or one documentation comment. */
export interface LineBlock {
  readonly lines: readonly ContentLine[];
  /** What the lines are about: for a comment the declaration below it. Empty for a document. */
  readonly title: string;
}

const COMMENT_START = /^[ \t]*\/\*\*(?=\s)/gm;
const LONGEST_TITLE = 100;

/** All lines of a text, as one block. */
export function documentBlock(text: string): LineBlock {
  return { lines: linesOf(text, 0, text.length), title: "" };
}

/** A block for each documentation comment (`/**` at the beginning of a line) of a source file. */
export function commentBlocks(text: string): LineBlock[] {
  const blocks: LineBlock[] = [];
  let end = 0;
  for (const { index } of text.matchAll(COMMENT_START)) {
    // A start inside of a comment is a part of it.
    if (index < end) continue;
    const close = text.indexOf("*/", index);
    // Searched with `indexOf`, because one pattern for the whole comment takes quadratic time where comments are not closed.
    if (close < 0) break;
    end = close + 2;
    const lines = linesOf(text, index, end).map((line) => withoutStar(text, line));
    blocks.push({ lines, title: declarationAfter(text, end) });
  }
  return blocks;
}

function linesOf(text: string, from: number, to: number): ContentLine[] {
  const lines: ContentLine[] = [];
  for (let start = from; start < to; ) {
    const lineFeed = text.indexOf("\n", start);
    const next = lineFeed < 0 || lineFeed >= to ? to : lineFeed + 1;
    let end = next;
    while (end > start && " \t\r\n\u{c}".includes(text[end - 1] as string)) end--;
    lines.push({ start, end });
    start = next;
  }
  return lines;
}

/** The line of a comment without what the comment's form adds: `/**`, a star in front, `*` and `/` at the end. */
function withoutStar(text: string, { start, end }: ContentLine): ContentLine {
  const line = text.slice(start, end);
  const [front = ""] = /^[ \t]*(\/\*\*|\*(?!\/))?[ \t]?/.exec(line) ?? [];
  const rest = line.endsWith("*/") ? line.slice(0, -2).trimEnd() : line;
  const first = Math.min(start + front.length, end);
  return { start: first, end: Math.max(first, start + rest.length) };
}

function declarationAfter(text: string, from: number): string {
  const [line = ""] = /\S[^\n]*/.exec(text.slice(from, from + 400)) ?? [];
  const title = line.replace(/\s*[{;,]?\s*$/, "");
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1)}…` : title;
}
