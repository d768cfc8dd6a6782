import { readFileSync } from "node:fs";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { expect, test } from "vitest";
import { splitParagraphs } from "../../../../labs/research/corpus/split-paragraphs.ts";
import { Bm25 } from "../../../../labs/research/search/bm25.ts";
import { termsOf } from "../../../../labs/research/search/terms.ts";
import fc from "../../../fast-check.ts";
import { libraryOf } from "../support/segments.ts";

const root = join(import.meta.dirname, "../../../..");

/** BM25 as the formula says it, over all paragraphs, without an index. */
function bruteForce(texts: readonly string[], query: readonly string[]): number[] {
  const documents = texts.map((text) => termsOf(text));
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  return documents.map((document) =>
    query.reduce((score, term) => {
      const n = documents.filter((other) => other.includes(term)).length;
      const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
      const f = document.filter((other) => other === term).length;
      return score + (idf * f * 2.2) / (f + 1.2 * (0.25 + (0.75 * document.length) / mean));
    }, 0),
  );
}

test("scores are those of the formula, however the paragraphs are divided into segments", () => {
  const word = fc.constantFrom("lock", "key", "door", "thread", "zebra");
  const paragraph = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
  const texts = fc.uniqueArray(paragraph, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(texts, fc.uniqueArray(word, { minLength: 1 }), fc.nat(), (all, query, cut) => {
      const border = cut % (all.length + 1);
      const library = libraryOf([all.slice(0, border), all.slice(border)]);
      const hits = new Bm25(library).top(
        query.map((term) => [term, 1] as const),
        all.length,
      );
      const expected = bruteForce(all, query);
      const found = all.map((text) => hits.find((hit) => library.paragraph(hit).text === text)?.score ?? 0);
      for (const [i, score] of found.entries()) expect(score).toBeCloseTo(expected[i] as number, 10);
    }),
  );
});

test("the parts of a library give together what the whole gives", () => {
  const library = libraryOf([["a lock", "a key and a lock"], ["a door"], ["the lock of a door", "nothing"]]);
  const ranker = new Bm25(library);
  const query = [
    ["lock", 1],
    ["door", 0.5],
  ] as const;
  const parts = [0, 1, 2].flatMap((i) => ranker.top(query, 10, { from: i, to: i + 1 }));
  expect(parts.sort((a, b) => b.score - a.score)).toEqual(ranker.top(query, 10));
});

test("the best come first, equal ones in the order of the corpus, and no more than asked for", () => {
  const library = libraryOf([["lock door"], ["lock key", "lock lock lock"]]);
  const hits = new Bm25(library).top([["lock", 1]], 2);
  expect(hits.map((hit) => library.paragraph(hit).text)).toEqual(["lock lock lock", "lock door"]);
});

test("code is found only when code is asked for", () => {
  const library = libraryOf([["A lock.", "```\nlock();\n```"]]);
  const found = (code: boolean) =>
    new Bm25(library).top([["lock", 1]], 5, { code }).map((hit) => library.paragraph(hit).text);
  expect([found(false), found(true)]).toEqual([["A lock."], ["lock();"]]);
});

test("an empty query, an unknown term and an empty library give nothing", () => {
  const ranker = new Bm25(libraryOf([["a lock"]]));
  expect(ranker.top([], 5)).toEqual([]);
  expect(ranker.top([["zebra", 1]], 5)).toEqual([]);
  expect(new Bm25(libraryOf([])).top([["zebra", 1]], 5)).toEqual([]);
});

test("MiniSearch agrees about the best paragraphs of a real document", () => {
  const text = readFileSync(join(root, "node_modules/piscina/README.md"), "utf8");
  const paragraphs = splitParagraphs(text, "document").filter(({ isCode }) => !isCode);
  const texts = [...new Set(paragraphs.map(({ start, end }) => text.slice(start, end)))];
  const library = libraryOf([texts]);
  const stored = Array.from({ length: library.paragraphs }, (_, paragraph) =>
    library.paragraph({ segment: 0, paragraph }),
  );
  // The same terms for both, and the same constants; MiniSearch's BM25+ adds a bonus for each term that is there at all.
  const other = new MiniSearch({
    fields: ["text"],
    tokenize: (words) => termsOf(words),
    processTerm: (term) => term,
    searchOptions: { bm25: { k: 1.2, b: 0.75, d: 0 } },
  });
  other.addAll(stored.map(({ title, text }, id) => ({ id, text: `${title}\n${text}` })));
  for (const question of [
    "cancel a running task",
    "limit the memory of workers",
    "wait for the queue to drain",
  ]) {
    const terms = [...new Set(termsOf(question))];
    const ours = new Bm25(library)
      .top(
        terms.map((term) => [term, 1] as const),
        10,
      )
      .map(({ paragraph }) => paragraph);
    const theirs = other
      .search(question)
      .slice(0, 10)
      .map(({ id }) => id as number);
    expect(ours.filter((id) => theirs.includes(id)).length, question).toBeGreaterThanOrEqual(7);
  }
});
