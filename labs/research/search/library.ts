import type { SharedContext } from "../../sharing/index.ts";
import { Segment, type StoredParagraph } from "./segment.ts";

/** Where a paragraph is: its segment, and its index there. */
export interface ParagraphId {
  readonly segment: number;
  readonly paragraph: number;
}

/** The whole corpus: all segments, in the order of the files. */
export class Library {
  readonly segments: readonly Segment[];
  /** The number of paragraphs. */
  readonly paragraphs: number;
  /** The mean number of terms of a paragraph. */
  readonly meanLength: number;

  constructor(memories: readonly SharedContext[]) {
    this.segments = memories.map((memory) => new Segment(memory));
    this.paragraphs = this.segments.reduce((sum, { paragraphs }) => sum + paragraphs, 0);
    const tokens = this.segments.reduce((sum, segment) => sum + segment.tokens, 0);
    this.meanLength = tokens / Math.max(1, this.paragraphs);
  }

  paragraph({ segment, paragraph }: ParagraphId): StoredParagraph {
    return (this.segments[segment] as Segment).paragraph(paragraph);
  }
}
