import { Worker } from "node:worker_threads";
import { siblingModule } from "../../common/sibling-module.ts";
import { feedbackPage } from "./feedback-page.ts";
import type { Row } from "./gradebook.ts";
import { gradescopeResults } from "./gradescope.ts";

/** A row without what cannot be sent to a thread. */
export type FeedbackRow = Omit<Row, "upload">;

/** The feedback of one row. */
export interface Feedback {
  /** A page of HTML. */
  readonly page: string;
  /** What Gradescope reads, as data of JSON. */
  readonly results: unknown;
}

export interface FeedbackLimits {
  /** Seconds for the feedback of one row. It takes milliseconds. */
  readonly seconds: number;
  /** Heap of the thread, in megabytes. */
  readonly heapMegabytes: number;
}

const LIMITS: FeedbackLimits = { seconds: 60, heapMegabytes: 512 };

const NOT_SHOWN = "What the checks found cannot be shown: writing it took too much time or memory.";

/**
 * Writes feedback in a thread, so that a row that takes too long, or too much memory, costs its own page its details and holds up nothing. The owner
 * closes it.
 */
export class FeedbackWriter {
  readonly #limits: FeedbackLimits;
  readonly #module: URL;
  #thread: Worker | undefined;

  /** @param module - the entry of the thread */
  constructor(limits = LIMITS, module = siblingModule(import.meta.url, "feedback-thread")) {
    this.#limits = limits;
    this.#module = module;
  }

  /** Writes the feedback of a row; one without details where that takes too much. One row is written at a time. */
  async write({ upload: _, ...row }: Row): Promise<Feedback> {
    const written = await this.#inThread(row);
    if (written !== undefined) return written;
    const short = withoutDetails(row);
    return { page: feedbackPage(short), results: gradescopeResults(short) };
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  /** @returns undefined where the thread was ended */
  async #inThread(row: FeedbackRow): Promise<Feedback | undefined> {
    this.#thread ??= new Worker(this.#module, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMegabytes },
      env: {},
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    const thread = this.#thread;
    const { promise, resolve, reject } = Promise.withResolvers<Feedback | undefined>();
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(undefined) : reject(error);
    thread.once("message", resolve).once("error", onError);
    const timer = setTimeout(() => resolve(undefined), this.#limits.seconds * 1000);
    try {
      thread.postMessage(row);
      const written = await promise;
      if (written === undefined) await this.close();
      return written;
    } finally {
      clearTimeout(timer);
      thread.off("message", resolve).off("error", onError);
    }
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
