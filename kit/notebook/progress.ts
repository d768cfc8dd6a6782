import { courseRoot } from "../common/course-root.ts";
import { showProblem } from "./check.ts";
import { openDisplay } from "./display.ts";
import { shown } from "./shown.ts";

/**
 * Shows what your checks have verified so far, lesson by lesson, and what is next. `npm run progress` shows it in a terminal.
 *
 * @returns how many exercises are verified, and how many there are; never throws
 */
export async function progress(): Promise<{ verified: number; of: number }> {
  const display = openDisplay();
  try {
    // Only now: it reads the whole course, which check() and hint() leave to another process.
    const [{ loadCourse }, { overviewHtml, overviewOf, overviewText }] = await Promise.all([
      import("../lesson/index.ts"),
      import("./progress/index.ts"),
    ]);
    const root = courseRoot();
    const overview = overviewOf(root, loadCourse(root));
    display.show({
      "text/html": overviewHtml(overview),
      "text/plain": overviewText(overview, { checklist: false }),
    });
    const exercises = overview.lessons.flatMap((lesson) => lesson.exercises);
    const verified = exercises.filter(({ state }) => state === "verified").length;
    return shown({ verified, of: exercises.length });
  } catch (error) {
    showProblem(display, error);
    return shown({ verified: 0, of: 0 });
  }
}
