import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { foldLines } from "../corpus/fold-lines.ts";
import type { Citation, Complaint, Draft, DraftSection, Statement } from "../report/draft.ts";
import { isSamePassage } from "../report/draft.ts";
import type { Library } from "../search/library.ts";
import { termsOf } from "../search/terms.ts";
import type { CodeExample } from "./coder.ts";
import { type Passage, passagesByQuestion } from "./passage.ts";
import type { Plan, PlannedQuestion } from "./plan.ts";
import { workplaceOf } from "./research-context.ts";

/** What a writer is asked for. */
export interface Assignment {
  readonly plan: Plan;
  /** The code that the coders have found, the best first. */
  readonly examples: readonly CodeExample[];
  /** What critics said of earlier drafts. The same passages are not cited again. */
  readonly complaints: readonly Complaint[];
}

/** Statements in the section of a question that was asked, and in that of an aspect. */
const STATEMENTS = { asked: 5, aspect: 3 };
/** Statements from one file in a section, so that the report does not hang on one source. */
const FROM_ONE_FILE = 2;
/** A statement has at least this share of the score of the section's best one. */
const LEAST_SCORE = 0.5;
/** Two statements with this share of terms in common say the same. */
const TOO_ALIKE = 0.5;

/** Composes a report of quotations: for each question the best sentences that say something new, each with its citation. */
export class Writer extends AIAgent<Assignment, Draft> {
  static readonly module: string = import.meta.url;

  protected think({ plan, examples, complaints }: Assignment, context: AgentContext): Draft {
    const { library, knowledge } = workplaceOf(context);
    const passages = passagesByQuestion(knowledge);
    const composition = new Composition(library, complaints);
    const sections = plan.questions
      .map((question) => composition.section(question, passages.get(question.number) ?? []))
      .filter(({ statements }) => statements.length > 0);
    const example = composition.example(examples);
    return { sections, citations: composition.citations, ...(example === undefined ? {} : { example }) };
  }
}

interface Candidate {
  readonly text: string;
  readonly terms: ReadonlySet<string>;
  readonly score: number;
  readonly citation: Omit<Citation, "number">;
}

/** One draft while it is composed. */
class Composition {
  readonly citations: Citation[] = [];
  readonly #library: Library;
  readonly #complaints: readonly Complaint[];
  /** The terms of each statement so far. */
  readonly #said: ReadonlySet<string>[] = [];

  constructor(library: Library, complaints: readonly Complaint[]) {
    this.#library = library;
    this.#complaints = complaints;
  }

  section({ title, aspect }: PlannedQuestion, passages: readonly Passage[]): DraftSection {
    const most = aspect === undefined ? STATEMENTS.asked : STATEMENTS.aspect;
    const statements: Statement[] = [];
    const files = new Map<string, number>();
    const candidates = this.#candidates(passages);
    const least = LEAST_SCORE * (candidates[0]?.score ?? 0);
    for (const candidate of candidates) {
      if (statements.length === most || candidate.score < least) break;
      const { path } = candidate.citation;
      if ((files.get(path) ?? 0) >= FROM_ONE_FILE || this.#isSaid(candidate.terms)) continue;
      files.set(path, (files.get(path) ?? 0) + 1);
      this.#said.push(candidate.terms);
      statements.push({ text: candidate.text, citation: this.#cite(candidate.citation) });
    }
    return { title, statements };
  }

  example(examples: readonly CodeExample[]): Draft["example"] {
    const found = examples.find(({ citation }) => this.#isFree(citation));
    return found && { code: found.code, citation: this.#cite(found.citation) };
  }

  #candidates(passages: readonly Passage[]): Candidate[] {
    const candidates = passages.flatMap((passage): Candidate[] => {
      const { path, number: paragraph, line, title, text } = this.#library.paragraph(passage);
      return passage.quotes.map(({ start, end, score }) => {
        const quote = text.slice(start, end);
        const shown = foldLines(quote);
        const terms = new Set(termsOf(shown));
        return { text: shown, terms, score, citation: { path, paragraph, line, title, quote } };
      });
    });
    // The sort is stable, and the passages are in the order of the corpus where their scores are equal.
    return candidates.filter(({ citation }) => this.#isFree(citation)).sort((a, b) => b.score - a.score);
  }

  #isFree(citation: Omit<Citation, "number">): boolean {
    return !this.#complaints.some((complaint) =>
      isSamePassage(complaint.citation, { ...citation, number: 0 }),
    );
  }

  #isSaid(terms: ReadonlySet<string>): boolean {
    return this.#said.some((said) => {
      const common = terms.intersection(said).size;
      return (
        common / Math.min(terms.size, said.size) > 2 * TOO_ALIKE * 0.75 ||
        common / terms.union(said).size > TOO_ALIKE
      );
    });
  }

  #cite(citation: Omit<Citation, "number">): number {
    const number = this.citations.length + 1;
    this.citations.push({ number, ...citation });
    return number;
  }
}
