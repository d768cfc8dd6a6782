import { type AgentContext, AIAgent } from "../../agents/index.ts";
import type { FileKind } from "../corpus/file-kind.ts";
import { foldLines } from "../corpus/fold-lines.ts";
import { readability } from "../report/readability.ts";
import { sentencesOf } from "../report/sentences.ts";
import type { StoredParagraph } from "../search/segment.ts";
import { termsOf, termsOfPath } from "../search/terms.ts";
import { coverageOf } from "./coverage.ts";
import { addPassage, type Quote } from "./passage.ts";
import type { PlannedQuestion } from "./plan.ts";
import { workplaceOf } from "./research-context.ts";

/** One question, and the segments in which to look for it. */
export interface ReadingTask {
  readonly question: PlannedQuestion;
  readonly from: number;
  /** The segment to stop before. */
  readonly to: number;
}

/** What a researcher has done. The passages themselves are in the knowledge base. */
export interface ReadingDone {
  readonly passages: number;
}

/** How many paragraphs are read for one task. */
const MOST_PASSAGES = 40;
/** A question about licences has this term. */
const LICENCE_TERM = "licens";
/** How much a paragraph counts by the kind of its file, where the question is not about licences. */
const KIND_WEIGHT: Readonly<Record<FileKind, number>> = {
  document: 1,
  source: 0.9,
  history: 0.6,
  licence: 0.3,
};
const DEPTH_WEIGHT = 0.97;
/** How much a term counts that the sentence lacks, and the file's path or the paragraph's title has. */
const PATH_WEIGHT = 0.9;
const TITLE_WEIGHT = 0.8;
/** Sentences with less of the question are no answer, and for an aspect they lead away from it. */
const LEAST_COVERAGE = { asked: 0.4, aspect: 0.6 };
const LEAST_OWN_COVERAGE = 0.15;
/** Above 1, a sentence with all of the question is worth more than two with a half. */
const COMPLETENESS = 1.5;

/**
 * Reads the corpus for some questions, and adds every passage with a sentence about one of them to the knowledge base,
 * where all other agents find it at once.
 */
export class CorpusResearcher extends AIAgent<readonly ReadingTask[], ReadingDone> {
  static readonly module: string = import.meta.url;

  protected think(tasks: readonly ReadingTask[], context: AgentContext): ReadingDone {
    const { library, ranker, knowledge } = workplaceOf(context);
    let passages = 0;
    for (const { question, from, to } of tasks) {
      for (const hit of ranker.top(question.query, MOST_PASSAGES, { from, to })) {
        if (context.stopRequested) return { passages };
        const quotes = quotesOf(library.paragraph(hit), hit.score, question);
        if (quotes.length === 0) continue;
        addPassage(knowledge, `${this.agentType} ${this.agentId}`, {
          ...hit,
          question: question.number,
          quotes,
        });
        passages++;
      }
    }
    return { passages };
  }
}

/** The sentences of a paragraph that speak of a question, the best first. */
function quotesOf(paragraph: StoredParagraph, passageScore: number, question: PlannedQuestion): Quote[] {
  const { text, title, kind, path } = paragraph;
  const isAboutLicences = question.query.some(([term]) => term === LICENCE_TERM);
  const weight = isAboutLicences && kind === "licence" ? 1 : KIND_WEIGHT[kind];
  // Of several copies of a package the outermost is read first.
  const depth = DEPTH_WEIGHT ** (path.split("/node_modules/").length - 1);
  const titleTerms = new Set(termsOf(title));
  const pathTerms = new Set(termsOfPath(path));
  const least = question.aspect === undefined ? LEAST_COVERAGE.asked : LEAST_COVERAGE.aspect;
  const quotes: Quote[] = [];
  for (const { start, end } of sentencesOf(text)) {
    const sentence = foldLines(text.slice(start, end));
    const terms = new Set(termsOf(sentence));
    if (question.aspect !== undefined && !terms.has(question.aspect)) continue;
    const coverage = coverageOf(question.concepts, [
      [terms, 1],
      [pathTerms, PATH_WEIGHT],
      [titleTerms, TITLE_WEIGHT],
    ]);
    if (coverage < least || coverageOf(question.concepts, [[terms, 1]]) < LEAST_OWN_COVERAGE) continue;
    const quality = readability(sentence, isAboutLicences);
    const score = passageScore * weight * depth * quality * coverage ** COMPLETENESS;
    if (score > 0) quotes.push({ start, end, score });
  }
  return quotes.sort((a, b) => b.score - a.score || a.start - b.start);
}
