import { siblingModule } from "../../common/sibling-module.ts";
import type { ClassPageInput } from "./class-page.ts";
import type { LessonStats, StudentLine } from "./class-stats.ts";
import { LimitedThread, type ThreadLimits } from "./limited-thread.ts";
import { htmlPage, plain } from "./page/page.ts";

/** What the thread is asked: plain data. */
export type ClassPageQuestion = Omit<ClassPageInput, "stats"> & {
  readonly lines: readonly StudentLine[];
  readonly lessons: readonly LessonStats[];
};

/** The page of a class of thousands takes some seconds. */
const LIMITS: ThreadLimits = { seconds: 300, heapMegabytes: 1024 };

const NOT_SHOWN =
  "The page of the class cannot be shown: writing it took too much time or memory. Every row is in gradebook.csv, and every student has a page.";

/** The statistics as the page reads them, from plain data. */
export const statsOf = (
  lines: readonly StudentLine[],
  lessons: readonly LessonStats[],
): ClassPageInput["stats"] => ({
  lines,
  of: ({ id }) => lessons.find((lesson) => lesson.id === id) as LessonStats,
});

/**
 * Writes the page of a class in a thread, so that a text of a student on which that takes too long, or too much memory, costs the page and not the
 * gradebook. The owner closes it.
 */
export class ClassPageWriter {
  readonly #thread: LimitedThread<ClassPageQuestion, string>;

  /** @param module - the entry of the thread */
  constructor(limits = LIMITS, module = siblingModule(import.meta.url, "class-page-thread")) {
    this.#thread = new LimitedThread(module, limits);
  }

  /** Loads the charts ahead, which takes longer than drawing them. */
  start(): void {
    this.#thread.start();
  }

  /** @returns the page, and where it says only that it cannot be shown, a sentence on that */
  async write({ stats, ...rest }: ClassPageInput): Promise<{ page: string; note?: string }> {
    const lessons = rest.facts.lessons.map((lesson) => stats.of(lesson));
    const page = await this.#thread.ask({ ...rest, lines: stats.lines, lessons });
    return page === undefined ? { page: withoutDetails(), note: NOT_SHOWN } : { page };
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

const withoutDetails = () =>
  htmlPage({
    title: "Class overview",
    body: `<div class="wide"><main><h1>Class overview</h1><p>${plain(NOT_SHOWN)}</p></main></div>`,
  });
