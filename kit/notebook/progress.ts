import { courseRoot } from "../common/course-root.ts";
import { loadCourse } from "../lesson/index.ts";
import { showProblem } from "./check.ts";
import { openDisplay } from "./display.ts";
import { overviewOf } from "./progress/overview.ts";
import { overviewHtml, overviewText } from "./progress/overview-text.ts";
import { shown } from "./shown.ts";

/**
 * Shows what your checks have verified so far, lesson by lesson, and what is next. `npm run progress` shows it in a terminal.
 *
 * @returns how many exercises are verified, and how many there are; never throws
 */
export async function progress(): Promise<{ verified: number; of: number }> {
  const display = openDisplay();
  try {
    const root = courseRoot();
    const overview = overviewOf(root, loadCourse(root));
    display.show({
      "text/html": overviewHtml(overview),
      "text/plain": overviewText({ ...overview, checklist: [] }),
    });
    const exercises = overview.lessons.flatMap((lesson) => lesson.exercises);
    const verified = exercises.filter(({ state }) => state === "verified").length;
    return shown({ verified, of: exercises.length });
  } catch (error) {
    showProblem(display, error);
    return shown({ verified: 0, of: 0 });
  }
}
