import { maskLines } from "../corpus/fold-lines.ts";

/** A sentence of a paragraph: `text.slice(start, end)`. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
/** The sign of a list item, or the name of a comment's tag, which is not part of a sentence. */
const FRONT =
  /^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ x]\]\s+)?|@(?:returns?|remarks|description|summary|deprecated)\s+)?/;
const ABBREVIATION = /\b(?:vs|e\.g|i\.e|etc|cf|incl|approx|resp|fig|no)\.\s*$/i;

/** The sentences of a paragraph, by the rules of Unicode (UAX 29). They may run over several lines. */
export function sentencesOf(text: string): Sentence[] {
  const masked = maskLines(text);
  const sentences: Sentence[] = [];
  let from = 0;
  for (const { segment, index } of segmenter.segment(masked)) {
    const whole = masked.slice(from, index + segment.length);
    if (goesOn(whole) && from + whole.length < masked.length) continue;
    const [front = ""] = FRONT.exec(whole) ?? [];
    const start = from + front.length;
    const end = from + whole.trimEnd().length;
    if (end > start) sentences.push({ start, end });
    from += whole.length;
  }
  return sentences;
}

/** Whether a segment ends inside a sentence: after an abbreviation, or inside of code. */
function goesOn(segment: string): boolean {
  return ABBREVIATION.test(segment) || segment.split("`").length % 2 === 0;
}
