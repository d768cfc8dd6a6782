import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { withoutStars } from "../corpus/fold-lines.ts";
import type { Citation } from "../report/draft.ts";
import type { Library, ParagraphId } from "../search/library.ts";
import type { StoredParagraph } from "../search/segment.ts";
import { termsOf } from "../search/terms.ts";
import { coverageOf } from "./coverage.ts";
import { passagesByQuestion } from "./passage.ts";
import type { Concept, Plan } from "./plan.ts";
import { workplaceOf } from "./research-context.ts";

/** Code from the corpus, with where it stands. */
export interface CodeExample {
  readonly code: string;
  readonly citation: Omit<Citation, "number">;
}

/** Passages whose surroundings are searched, and paragraphs of code that are searched themselves. */
const PASSAGES = 20;
const CODE_HITS = 20;
const DISTANCE = 4;
const EXAMPLES = 5;
const LEAST_COVERAGE = 0.5;
const SHORTEST_CODE = 60;
const LONGEST_CODE = 1200;

/**
 * Looks for code that shows the answer: code with the question's words, and code that stands beside the best passages.
 * Only JavaScript that parses is taken.
 */
export class Coder extends AIAgent<Plan, readonly CodeExample[]> {
  static readonly module: string = import.meta.url;

  protected async think({ questions }: Plan, context: AgentContext): Promise<readonly CodeExample[]> {
    const { parse } = await import("acorn");
    const { library, ranker, knowledge } = workplaceOf(context);
    const passages = passagesByQuestion(knowledge);
    const scores = new CodeScores(library);
    const asked = questions.filter(({ aspect }) => aspect === undefined);
    for (const { number, query } of asked) {
      for (const hit of ranker.top(query, CODE_HITS, { code: true })) scores.add(hit, hit.score);
      for (const passage of (passages.get(number) ?? []).slice(0, PASSAGES)) {
        for (const near of library.segments[passage.segment]?.neighbours(passage.paragraph, DISTANCE) ?? []) {
          const distance = Math.abs(near - passage.paragraph);
          scores.add({ segment: passage.segment, paragraph: near }, passage.score / (1 + distance));
        }
      }
    }
    const examples: CodeExample[] = [];
    for (const paragraph of scores.best()) {
      if (examples.length === EXAMPLES) break;
      if (!asked.some(({ concepts }) => speaksOf(paragraph, concepts))) continue;
      const code = codeOf(paragraph, (text) => void parse(text, PARSING));
      const { path, number, line, title, text: quote } = paragraph;
      if (code !== undefined)
        examples.push({ code, citation: { path, paragraph: number, line, title, quote } });
    }
    return examples;
  }
}

const PARSING = {
  ecmaVersion: "latest",
  sourceType: "module",
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
} as const;

/** The scores of paragraphs of code. */
class CodeScores {
  readonly #library: Library;
  readonly #scores = new Map<string, { id: ParagraphId; score: number }>();

  constructor(library: Library) {
    this.#library = library;
  }

  add(id: ParagraphId, score: number): void {
    if (!this.#library.segments[id.segment]?.isCode(id.paragraph)) return;
    const key = `${id.segment} ${id.paragraph}`;
    const entry = this.#scores.get(key) ?? { id, score: 0 };
    entry.score += score;
    this.#scores.set(key, entry);
  }

  *best(): IterableIterator<StoredParagraph> {
    const ranked = [...this.#scores.values()].sort(
      (a, b) => b.score - a.score || a.id.segment - b.id.segment || a.id.paragraph - b.id.paragraph,
    );
    for (const { id } of ranked) yield this.#library.paragraph(id);
  }
}

/** Whether code and its title have enough of a question. */
function speaksOf({ text, title }: StoredParagraph, concepts: readonly Concept[]): boolean {
  return coverageOf(concepts, [[new Set(termsOf(`${title} ${text}`)), 1]]) >= LEAST_COVERAGE;
}

/** The code of a paragraph as it is shown; `undefined` unless it parses. */
function codeOf({ text, kind }: StoredParagraph, parse: (text: string) => void): string | undefined {
  const code = kind === "source" ? withoutStars(text) : text;
  if (!code.includes("\n") || code.length < SHORTEST_CODE || code.length > LONGEST_CODE) return undefined;
  try {
    parse(code);
    return code;
  } catch {
    return undefined;
  }
}
