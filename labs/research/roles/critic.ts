import { AIAgent } from "../../agents/index.ts";
import { foldLines, withoutStars } from "../corpus/fold-lines.ts";
import { type ReadFile, readFile } from "../corpus/read-file.ts";
import type { Citation, Complaint } from "../report/draft.ts";

/** A citation, and what the report says where it is cited. */
export interface CitedPassage extends Citation {
  readonly statements: readonly string[];
  readonly examples: readonly string[];
}

/** The citations from one file. */
export interface Review {
  readonly folder: string;
  readonly path: string;
  readonly citations: readonly CitedPassage[];
}

/**
 * Checks citations against their source. It reads the file itself, apart from the index and from what the researchers
 * wrote: the quotation must stand there character for character, in that paragraph, which begins at that line. And the report
 * must say what the quotation says.
 */
export class Critic extends AIAgent<Review, readonly Complaint[]> {
  static readonly module: string = import.meta.url;

  protected think({ folder, path, citations }: Review): readonly Complaint[] {
    const file = readFile(folder, path);
    return citations.flatMap(({ statements, examples, ...citation }) => {
      const reason = typeof file === "string" ? `${path} is ${file} now` : sourceProblem(citation, file);
      const problem = reason ?? reportProblem({ ...citation, statements, examples });
      return problem === undefined ? [] : [{ citation, reason: problem }];
    });
  }
}

/** Why a quotation does not stand in its source where the citation says; `undefined` when it does. */
function sourceProblem({ path, paragraph, line, quote }: Citation, file: ReadFile): string | undefined {
  const source = file.paragraphs[paragraph - 1];
  if (source === undefined) return `${path} has no paragraph ${paragraph}`;
  if (quote.trim() === "") return `the quotation from ${path} is empty`;
  if (!file.text.slice(source.start, source.end).includes(quote)) {
    return `paragraph ${paragraph} of ${path} does not say “${shortened(quote)}”`;
  }
  if (source.line === line) return undefined;
  return `paragraph ${paragraph} of ${path} begins at line ${source.line}, not ${line}`;
}

/** Why the report does not say what a quotation says; `undefined` when it does. */
function reportProblem({ path, quote, statements, examples }: CitedPassage): string | undefined {
  const said =
    statements.find((text) => text !== foldLines(quote)) ??
    examples.find((code) => code !== quote && code !== withoutStars(quote));
  return said === undefined
    ? undefined
    : `the report says “${shortened(said)}”, which is not the quotation from ${path}`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
