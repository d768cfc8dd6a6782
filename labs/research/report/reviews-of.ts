import type { Citation, Complaint, Draft } from "./draft.ts";

/** What critics have to check of a draft: one review for each cited file. */
export function reviewsOf(draft: Draft, folder: string) {
  const byPath = Map.groupBy(citedPassages(draft), ({ path }) => path);
  return [...byPath].map(([path, citations]) => ({ folder, path, citations }));
}

/** The citations of a draft, each with what the report says where it is cited. */
function citedPassages(draft: Draft) {
  const { citations, example } = draft;
  const statements = statementsOf(draft);
  return citations.map((citation) => ({
    ...citation,
    statements: statements.filter((one) => one.citation === citation.number).map(({ text }) => text),
    examples: example?.citation === citation.number ? [example.code] : [],
  }));
}

/** A complaint for each number in a draft that no source has. */
export function citationsWithoutSource(draft: Draft): Complaint[] {
  const numbers = new Set(draft.citations.map(({ number }) => number));
  const { example } = draft;
  const cited = statementsOf(draft);
  if (example !== undefined) cited.push({ text: example.code, citation: example.citation });
  return cited
    .filter(({ citation }) => !numbers.has(citation))
    .map(({ text, citation }) => ({
      citation: { ...NO_SOURCE, number: citation, quote: text },
      reason: `the report cites [${citation}], and there is no such source`,
    }));
}

const NO_SOURCE: Omit<Citation, "number" | "quote"> = { path: "", paragraph: 0, line: 0, title: "" };

function statementsOf({ sections }: Draft) {
  return sections.flatMap(({ statements }) => statements);
}
