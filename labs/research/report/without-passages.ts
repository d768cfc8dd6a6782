import { type Citation, type Draft, isSamePassage } from "./draft.ts";

/** A draft without some passages: neither their citations nor what they were cited for. The other citations are numbered anew. */
export function withoutPassages(draft: Draft, passages: readonly Citation[]): Draft {
  const kept = draft.citations.filter((one) => !passages.some((passage) => isSamePassage(one, passage)));
  const numbers = new Map(kept.map(({ number }, i) => [number, i + 1]));
  const sections = draft.sections
    .map(({ title, statements }) => ({
      title,
      statements: statements.flatMap(({ text, citation }) => {
        const number = numbers.get(citation);
        return number === undefined ? [] : [{ text, citation: number }];
      }),
    }))
    .filter(({ statements }) => statements.length > 0);
  const exampleNumber = draft.example && numbers.get(draft.example.citation);
  return {
    sections,
    citations: kept.map((one, i) => ({ ...one, number: i + 1 })),
    ...(draft.example && exampleNumber !== undefined
      ? { example: { code: draft.example.code, citation: exampleNumber } }
      : {}),
  };
}
