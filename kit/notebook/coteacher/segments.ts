/** A piece of a Markdown text: a sentence with the white space after it, or a block of code. */
export interface Segment {
  readonly kind: "sentence" | "code";
  readonly text: string;
  /** Whether its end was reached: the sentence's mark, the line's end, the block's fence. */
  readonly isWhole: boolean;
}

const FENCE = /^[ \t]*(`{3,}|~{3,})/;
/** The end of a sentence, outside of inline code: a mark and what closes after it, then a blank; or the end of the line. */
const SENTENCE =
  /(?:`[^`\n]*`|[^`\n])*?(?:(?<!^\s*(?:[-*]\s*)?\d{1,2})[.?!…]+["'’”)\]*_`]*(?=\s)[ \t]*|\n)/my;

/** Divides a text. The pieces put together are the text. */
export function segments(text: string): Segment[] {
  const found: Segment[] = [];
  let prose = "";
  const lines = text.split(/(?<=\n)/);
  for (let at = 0; at < lines.length; at += 1) {
    const fence = FENCE.exec(lines[at] ?? "")?.[1];
    if (fence === undefined) {
      prose += lines[at];
      continue;
    }
    found.push(...sentences(prose));
    prose = "";
    const end = lines.findIndex((line, later) => later > at && line.trim().startsWith(fence));
    const block = lines.slice(at, end < 0 ? undefined : end + 1).join("");
    found.push({ kind: "code", text: block, isWhole: end >= 0 });
    at = end < 0 ? lines.length : end;
  }
  return [...found, ...sentences(prose)];
}

function sentences(prose: string): Segment[] {
  const found: Segment[] = [];
  let at = 0;
  while (at < prose.length) {
    SENTENCE.lastIndex = at;
    const match = SENTENCE.exec(prose);
    const text = match ? match[0] : prose.slice(at);
    found.push({ kind: "sentence", text, isWhole: match !== null });
    at += text.length;
  }
  return found;
}

/** Whether a sentence is a question. */
export function isQuestion({ kind, text }: Segment): boolean {
  return kind === "sentence" && /[?？؟]["'’”)\]*_`]*\s*$/.test(text);
}

/** How many questions a text asks, its code aside. */
export const questionsIn = (text: string): number => segments(text).filter(isQuestion).length;

/** A text with its first question only: one at a time. Sentences that ask nothing stay. */
export function withOneQuestion(text: string): string {
  let hasAsked = false;
  const kept = segments(text).filter((segment) => {
    if (!isQuestion(segment)) return true;
    const isFirst = !hasAsked;
    hasAsked = true;
    return isFirst;
  });
  return kept
    .map(({ text }) => text)
    .join("")
    .replace(/^[ \t]*(?:[-*]|\d{1,2}[.)])[ \t]*$\n?/gm, "");
}

/** A word with one of these may be code; it waits until its sentence is judged as a whole. */
const LIKE_CODE = /[`={}<>;[\]$#|\\/+@]|\w\(|^( {4}|\t)/m;

/**
 * The beginning of a text that still comes, as far as it may be judged and shown: prose word by word, a sentence that looks like code once it is whole,
 * a block of code once its fence closes. After the first question only whole sentences, because another question is left out.
 */
export function releasable(text: string): string {
  const all = segments(text);
  const last = all.at(-1);
  if (last === undefined) return "";
  const before = all.slice(0, -1);
  const start = before.map(({ text }) => text).join("");
  if (last.isWhole) return withOneQuestion(text);
  if (last.kind === "code" || LIKE_CODE.test(last.text) || before.some(isQuestion))
    return withOneQuestion(start);
  const words = /^[\s\S]*\s/.exec(last.text)?.[0] ?? "";
  return withOneQuestion(start) + words;
}
