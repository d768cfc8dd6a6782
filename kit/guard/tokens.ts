/** One word of a text, as the guard reads it. */
export interface Token {
  /** A `member` is a name after a dot. */
  readonly kind: "name" | "member" | "number" | "text" | "operator";
  readonly text: string;
}

/** What becomes of comments: their words are read as code, or left out. */
export type CommentRule = "opened" | "dropped";

const COMMENT =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|<!--[\s\S]*?(?:-->|$)|(?<=^|\n)[ \t]*(?:#(?![A-Za-z_$])|--)[^\n]*/g;
/** `*emphasis*` of Markdown; a product has blanks on both sides or on none. */
const EMPHASIS = /(?<=^|[\s(])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?=[\s.,;:)!?]|$)/gm;
/** Tags of a page are text, and no comparisons. */
const TAGS = /(?<![\w$.])<\/?[a-z][\w-]*(?:\s[^<>\n]*)?\/?>/g;
/** What is printed is no part of a solution, and parts its lines. */
const PRINTED = /^[ \t]*(?:console\.\w+|print|println|printf|log)\s*\([^\n]*\);?[ \t]*$/gm;
const COMMENT_MARKS = /\/\*+|\*+\/|\/\/+|<!--|-->/g;

/** What stands in front of code in a diff, a quotation, a list, a table, a numbered listing or a comment. */
const LINE_MARKS =
  /^[ \t]*(?:(?:>|\||[+*•](?![+=])|-(?![-=\d])|#+(?=\s)|\d{1,3}\s*[.:)|](?=\s))[ \t]*(?=\S))+/gm;

/** Without its brackets and semicolons it would have one word only. */
const ENDLESS_LOOP = /\bfor\s*\(\s*;\s*;\s*\)|\bwhile\s*\(?\s*1\s*\)?(?=[\s:{])/g;

const TOKEN =
  /(?<member>(?<=\.\s*)#?[\p{L}_$][\p{L}\p{N}_$]*)|(?<name>[#@$]?[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>\d[\d_]*(?:\.\d+)?n?)|(?<text>"(?:[^"\\\n]|\\.)*"|(?<![\p{L}\p{N}])'(?:[^'\\\n]|\\.)*')|(?<operator>\.\.\.|=>|->|:=|<-|<>|>>>|<<|>>|\*\*=?|===?|!==?|<=|>=|&&=?|\|\|=?|\?\?=?|\?\.|\+\+|--|[-+*/%|&^]=|≤|≥|≠|←|→|×|÷|[-+*/%<>=!?&|^~])/gu;

/**
 * Reads any text as code: TypeScript, Python, pseudo code, prose with code in it. It never fails. Brackets, commas, colons, semicolons and dots
 * are left out, because other languages and other writers set them otherwise.
 */
export function tokens(text: string, comments: CommentRule): Token[] {
  const prepared = text.replace(PRINTED, "").replace(TAGS, " ").replace(EMPHASIS, " ");
  const bare =
    comments === "dropped"
      ? prepared.replace(COMMENT, " ").replace(LINE_MARKS, "")
      : prepared.replace(LINE_MARKS, "").replace(COMMENT_MARKS, " ").replace(LINE_MARKS, "");
  const found: Token[] = [];
  for (const { groups } of openedTemplates(bare).replace(ENDLESS_LOOP, " while true ").matchAll(TOKEN)) {
    for (const kind of ["member", "name", "number", "text", "operator"] as const) {
      const text = groups?.[kind];
      if (text !== undefined) found.push({ kind, text });
    }
  }
  return found;
}

/** Backticks quote code in prose, and texts with code in TypeScript. Both are read as what stands in them. */
function openedTemplates(text: string): string {
  return text.replace(/\$\{/g, " ").replace(/`/g, " ");
}
