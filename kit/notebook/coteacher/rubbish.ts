/** Marks of chat templates that small models let slip. */
const TEMPLATE_MARKS = /<\|[\w ]+\|>|<\/?s>|\[\/?INST\]|<(?:end|start)_of_turn>/g;

/** An answer without the marks of its template. */
export const withoutTemplateMarks = (text: string): string => text.replace(TEMPLATE_MARKS, "");

/** Whether an answer is unusable: empty, without words, or the same sentence again and again, perhaps with numbers that count up. */
export function isRubbish(text: string): boolean {
  const words =
    withoutTemplateMarks(text).match(/\p{L}{2,}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ??
    [];
  if (words.length < 3) return true;
  const sentences = text
    .split(/[.?!\n]+/)
    .map((sentence) =>
      sentence
        .replace(/[^\p{L}\s]/gu, "")
        .trim()
        .toLowerCase(),
    )
    .filter((sentence) => sentence.length > 12);
  const different = new Set(sentences).size;
  return sentences.length >= 6 && different * 3 <= sentences.length;
}
