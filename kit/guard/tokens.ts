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
const COMMENT_MARKS = /\/\*+|(?<!\*)\*+\/|\/\/+|<!--|-->/g;

/** What stands in front of code in a diff, a quotation, a list, a table, a numbered listing or a comment. */
const LINE_MARKS =
  /^[ \t]*(?:(?:>|\||[+*•](?![+=])|-(?![-=\d])|#+(?=\s)|\d{1,3}\s*[.:)|](?=\s))[ \t]*(?=\S))+/gm;

/** Without its brackets and semicolons it would have one word only. */
const ENDLESS_LOOP = /\bfor\s*\(\s*;\s*;\s*\)|\bwhile\s*(?:\(\s*)?1\s*\)?(?=[\s:{])/g;

/** Where a text is and ends is decided beside it, so that reading takes time in proportion to the length, whatever the text holds. */
const TOKEN =
  /(?<name>[#@$]?[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>\d[\d_]*(?:\.\d+)?n?)|(?<quote>"|(?<![\p{L}\p{N}])')|(?<operator>\.\.\.|=>|->|:=|<-|<>|>>>|<<|>>|\*\*=?|===?|!==?|<=|>=|&&=?|\|\|=?|\?\?=?|\?\.|\+\+|--|[-+*/%|&^]=|≤|≥|≠|←|→|×|÷|[-+*/%<>=!?&|^~])/gu;

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
  return readTokens(openedTemplates(bare).replace(ENDLESS_LOOP, " while true "));
}

function readTokens(text: string): Token[] {
  const found: Token[] = [];
  const texts = new QuotedTexts(text);
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { name, number, quote, operator } = match.groups ?? {};
    if (name !== undefined) found.push({ kind: isMember(text, match.index) ? "member" : "name", text: name });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (operator !== undefined) found.push({ kind: "operator", text: operator });
    else if (quote !== undefined) {
      const end = texts.endOf(quote, match.index);
      if (end === undefined) continue;
      found.push({ kind: "text", text: text.slice(match.index, end) });
      pattern.lastIndex = end;
    }
  }
  return found;
}

/** Whether the name that begins here stands behind a dot; `@` begins a decorator. */
function isMember(text: string, at: number): boolean {
  if (text[at] === "@") return false;
  let before = at - 1;
  while (before >= 0 && /\s/.test(text[before] as string)) before -= 1;
  return text[before] === ".";
}

/** Finds where quoted texts end, each on its line. */
class QuotedTexts {
  readonly #text: string;
  /** For each quote: up to here no text of it ends. A quote before that was read as escaped, so reading from it on stops at the same place. */
  readonly #openUntil = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The place behind a text's closing quote. */
  endOf(quote: string, start: number): number | undefined {
    if (start < (this.#openUntil.get(quote) ?? 0)) return undefined;
    const inside = quote === '"' ? /(?:[^"\\\n]|\\.)*/uy : /(?:[^'\\\n]|\\.)*/uy;
    inside.lastIndex = start + 1;
    inside.exec(this.#text);
    if (this.#text[inside.lastIndex] === quote) return inside.lastIndex + 1;
    this.#openUntil.set(quote, inside.lastIndex);
    return undefined;
  }
}

/** Backticks quote code in prose, and texts with code in TypeScript. Both are read as what stands in them. */
function openedTemplates(text: string): string {
  return text.replace(/\$\{/g, " ").replace(/`/g, " ");
}
