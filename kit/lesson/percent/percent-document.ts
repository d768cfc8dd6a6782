import type { Complain } from "../lesson-error.ts";
import { type CellMarker, looksLikeCellMarker, parseCellMarker } from "./cell-marker.ts";
import { type HeaderLine, type HeaderMapping, parseFrontMatter } from "./front-matter.ts";
import { fenceIsClosedBy, openingFence } from "./markdown-fence.ts";

/** One cell of a script in percent format. */
export interface PercentCell extends CellMarker {
  /** The cell's text; a markdown cell's without the `// ` of each line. */
  readonly source: string;
  /** 1-based line of the cell's marker; its text begins on the next. */
  readonly line: number;
}

/** A TypeScript script in jupytext's percent format, split into cells. The rules of lessons are not checked yet. */
export interface PercentDocument {
  readonly header: HeaderMapping;
  readonly cells: readonly PercentCell[];
}

/**
 * Splits a script as jupytext does, so that an author who opens the file as a notebook sees the cells of the built notebook.
 * Refuses a script of which jupytext would alter a line, or would find other cells.
 */
export function parsePercent(source: string, complain: Complain): PercentDocument {
  const lines = source
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  if (lines.at(-1) === "") lines.pop();
  const { header, next } = readHeader(lines, complain);
  const starts = cellStarts(lines, next, complain);
  return {
    header,
    cells: starts.map((start, i) => readCell(lines, start, starts[i + 1] ?? lines.length, complain)),
  };
}

function readHeader(lines: readonly string[], complain: Complain): { header: HeaderMapping; next: number } {
  // jupytext writes an encoding line above the header when a lesson is not plain ASCII.
  const first = /^\/\/.*coding[:=]\s*utf-8/i.test(lines[0] ?? "") ? 1 : 0;
  const missing = "a lesson begins with a header between two lines `// ---`";
  if (!/^\/\/ ---\s*$/.test(lines[first] ?? "")) throw complain(first + 1, missing);
  const rows: HeaderLine[] = [];
  for (let at = first + 1; at < lines.length; at += 1) {
    const text = lines[at] as string;
    if (/^\/\/ ---\s*$/.test(text)) {
      const blank = lines[at + 1] === "" ? 1 : 0;
      return { header: parseFrontMatter(rows, complain), next: at + 1 + blank };
    }
    if (!text.startsWith("//")) break;
    rows.push({ text: text.replace(/^\/\/ ?/, ""), line: at + 1 });
  }
  throw complain(first + 1, `${missing}; the second is missing`);
}

/** 0-based lines on which cells begin. */
function cellStarts(lines: readonly string[], first: number, complain: Complain): number[] {
  if (!looksLikeCellMarker(lines[first] ?? "")) {
    throw complain(
      first + 1,
      "after the header comes one blank line, then the first cell, which begins with `// %%`",
    );
  }
  const starts: number[] = [];
  let kind: CellMarker["kind"] = "code";
  let fence: string | undefined;
  lines.forEach((text, at) => {
    if (at < first) return;
    const inside = uncomment(text);
    if (fence !== undefined) {
      if (fenceIsClosedBy(inside, fence)) fence = undefined;
    } else if (looksLikeCellMarker(text)) {
      kind = parseCellMarker(text, at + 1, complain).kind;
      starts.push(at);
    } else if (kind === "markdown") {
      const opening = openingFence(inside);
      // `%%` inside a fenced block (a mermaid comment, say) begins no cell, if the block is closed at all.
      if (opening && lines.slice(at + 1).some((later) => fenceIsClosedBy(uncomment(later), opening)))
        fence = opening;
    }
  });
  return starts;
}

function uncomment(text: string): string {
  return text.replace(/^\/\/ ?/, "");
}

function readCell(lines: readonly string[], start: number, end: number, complain: Complain): PercentCell {
  const marker = parseCellMarker(lines[start] as string, start + 1, complain);
  const body = lines.slice(start + 1, start + 1 + lengthWithoutSeparator(lines.slice(start, end)));
  const check = marker.kind === "code" ? refuseCodeJupytextAlters : refuseTextThatIsNoComment;
  body.forEach((text, i) => {
    check(text, start + 2 + i, complain);
  });
  const source = marker.kind === "code" ? body : body.map(uncomment);
  return { ...marker, source: source.join("\n"), line: start + 1 };
}

/** How many lines follow the marker once the one or two blank lines before the next cell are taken off. */
function lengthWithoutSeparator(lines: readonly string[]): number {
  const isBlank = (fromEnd: number) => (lines.at(-fromEnd) ?? "-").trim() === "";
  if (lines.length >= 3 && isBlank(1) && isBlank(2) && !isBlank(3)) return lines.length - 3;
  if (lines.at(-1) === "") return lines.length - 2;
  return lines.length - 1;
}

function refuseTextThatIsNoComment(text: string, line: number, complain: Complain): void {
  if (text !== "" && !text.startsWith("//")) {
    throw complain(line, `every line of a markdown cell begins with \`//\`, this one does not: ${text}`);
  }
  if (/^\/\/ ?\/\/ ?%+[a-zA-Z]/.test(text)) throw complain(line, MAGIC);
}

const MAGIC = "jupytext takes a line that begins with % and a letter for a notebook command: reword it";

function refuseCodeJupytextAlters(text: string, line: number, complain: Complain): void {
  if (/^\s*(?:\/\/ ?)*%{1,3}[a-zA-Z]/.test(text)) throw complain(line, MAGIC);
  if (/^\/\/ ?(?:\/\/ ?)+\+/.test(text))
    throw complain(line, "jupytext alters a line that begins with `// // +`: reword it");
  if (!text.trimStart().startsWith("//") && /"""|'''/.test(text)) {
    throw complain(line, "three quotes in a row hide the cells below from jupytext: write them another way");
  }
}
