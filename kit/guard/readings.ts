import { shingles } from "./shingles.ts";

const FENCED = /^[ \t]*(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)(?:^[ \t]*\1[ \t]*$|(?![\s\S]))/gm;
const INLINE = /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/g;
/** How prose says operators. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/\b(?:is )?(?:less|smaller|lower|fewer) than or equal to\b|\b(?:is )?at most\b/gi, " <= "],
  [/\b(?:is )?(?:more|greater|larger|bigger) than or equal to\b|\b(?:is )?at least\b/gi, " >= "],
  [/\b(?:is )?(?:less|smaller|lower|fewer) than\b/gi, " < "],
  [/\b(?:is )?(?:more|greater|larger|bigger) than\b/gi, " > "],
  [/\b(?:is )?not equal to\b|\bdiffers from\b/gi, " != "],
  [/\b(?:is )?equal to\b|\bequals\b/gi, " == "],
  [/\bbecomes\b|\bgets\b|\bis set to\b/gi, " = "],
  [/\bplus\b/gi, " + "],
  [/\bminus\b/gi, " - "],
  [/\btimes\b|\bmultiplied by\b/gi, " * "],
  [/\bdivided by\b/gi, " / "],
];
/** Words with which prose joins pieces of code. */
const JOINING = /\b(?:the|a|an|of|with|to|by|as|your|its|this|it|there|value|call|gives)\b/gi;

/**
 * The ways in which a text may hold code, each as its shingles in order: all of it, its code alone, without comments, with comments as code, and
 * prose without its joining words.
 */
export function readings(text: string): string[][] {
  const code = codeOf(text);
  return [
    shingles(text, "opened"),
    shingles(code, "dropped"),
    shingles(code, "opened"),
    shingles(spoken(text), "dropped"),
  ];
}

/** Prose as code: operators in words become signs, and joining words go. */
function spoken(text: string): string {
  const withSigns = SPOKEN.reduce((all, [words, sign]) => all.replace(words, sign), text);
  return withSigns.replace(JOINING, " ");
}

/** The code of a Markdown text: its blocks and its inline code, in order, a line each. */
export function codeOf(text: string): string {
  return piecesOf(text)
    .map(({ code }) => code)
    .join("\n");
}

/** The blocks of code of a Markdown text, and its inline code. A diagram is no code. */
export function codePieces(text: string): { readonly blocks: string[]; readonly inline: string[] } {
  const pieces = piecesOf(text);
  const of = (isBlock: boolean) =>
    pieces.filter((piece) => piece.isBlock === isBlock && !piece.isDiagram).map(({ code }) => code);
  return { blocks: of(true), inline: of(false) };
}

interface Piece {
  readonly at: number;
  readonly code: string;
  readonly isBlock: boolean;
  readonly isDiagram: boolean;
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const prose = text.replace(FENCED, (whole, _fence, info: string, code: string, at: number) => {
    pieces.push({ at, code, isBlock: true, isDiagram: info.trim() === "mermaid" });
    return " ".repeat(whole.length);
  });
  for (const match of prose.matchAll(INLINE))
    pieces.push({ at: match.index, code: match[2] ?? "", isBlock: false, isDiagram: false });
  return pieces.sort((one, other) => one.at - other.at);
}
