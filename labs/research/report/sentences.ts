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

/** The sentences of a paragraph, by the rules of Unicode (UAX 29). They may run over several lines. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const { segment, index } of segmenter.segment(maskLines(text))) {
    const [front = ""] = FRONT.exec(segment) ?? [];
    const start = index + front.length;
    const end = index + segment.trimEnd().length;
    if (end > start) sentences.push({ start, end });
  }
  return sentences;
}
