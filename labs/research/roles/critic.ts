import { AIAgent } from "../../agents/index.ts";
import { readFile } from "../corpus/read-file.ts";
import type { Citation, Complaint } from "../report/draft.ts";

/** The citations from one file. */
export interface Review {
  readonly folder: string;
  readonly path: string;
  readonly citations: readonly Citation[];
}

/**
 * Checks citations against their source. It reads the file itself, apart from the index and from what the researchers
 * wrote: the quotation must stand there character for character, in that paragraph, which begins at that line.
 */
export class Critic extends AIAgent<Review, readonly Complaint[]> {
  static readonly module: string = import.meta.url;

  protected think({ folder, path, citations }: Review): readonly Complaint[] {
    const file = readFile(folder, path);
    if (typeof file === "string")
      return citations.map((citation) => ({ citation, reason: `${path} is ${file} now` }));
    return citations.flatMap((citation) => {
      const paragraph = file.paragraphs[citation.paragraph - 1];
      const text = paragraph && file.text.slice(paragraph.start, paragraph.end);
      const reason =
        text === undefined
          ? `${path} has no paragraph ${citation.paragraph}`
          : citation.quote.trim() === ""
            ? `the quotation from ${path} is empty`
            : !text.includes(citation.quote)
              ? `paragraph ${citation.paragraph} of ${path} does not say “${shortened(citation.quote)}”`
              : paragraph?.line !== citation.line
                ? `paragraph ${citation.paragraph} of ${path} begins at line ${paragraph?.line}, not ${citation.line}`
                : undefined;
      return reason === undefined ? [] : [{ citation, reason }];
    });
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
