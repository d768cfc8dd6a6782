import { siblingModule } from "../../common/sibling-module.ts";
import { feedbackPage } from "./feedback-page.ts";
import type { Row } from "./gradebook.ts";
import { gradescopeResults } from "./gradescope.ts";
import { LimitedThread, type ThreadLimits } from "./limited-thread.ts";

/** A row without what cannot be sent to a thread. */
export type FeedbackRow = Omit<Row, "upload">;

/** The feedback of one row. */
export interface Feedback {
  /** A page of HTML. */
  readonly page: string;
  /** What Gradescope reads, as data of JSON. */
  readonly results: unknown;
}

/** Limits for the feedback of one row. It takes milliseconds. */
const LIMITS: ThreadLimits = { seconds: 60, heapMegabytes: 512 };

const NOT_SHOWN = "What the checks found cannot be shown: writing it took too much time or memory.";

/**
 * Writes feedback in a thread, so that a row that takes too long, or too much memory, costs its own page its details and holds up nothing. The owner
 * closes it.
 */
export class FeedbackWriter {
  readonly #thread: LimitedThread<FeedbackRow, Feedback>;

  /** @param module - the entry of the thread */
  constructor(limits = LIMITS, module = siblingModule(import.meta.url, "feedback-thread")) {
    this.#thread = new LimitedThread(module, limits);
  }

  /** Writes the feedback of a row; one without details where that takes too much. One row is written at a time. */
  async write({ upload: _, ...row }: Row): Promise<Feedback> {
    const written = await this.#thread.ask(row);
    if (written !== undefined) return written;
    const short = withoutDetails(row);
    return { page: feedbackPage(short), results: gradescopeResults(short) };
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

/** A row with its points alone. */
function withoutDetails({ graded: _, ...row }: FeedbackRow): FeedbackRow {
  return {
    ...row,
    reason: `${row.reason.slice(0, 1000).toWellFormed()} ${NOT_SHOWN}`.trim(),
    manual: row.manual.map((cell) => ({ ...cell, text: "" })),
  };
}
