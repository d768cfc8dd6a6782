import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CourseLesson, notebookName } from "../../lesson/index.ts";

/** The points of each exercise of a lesson, from the check cells of its notebook; empty where the notebook cannot be read. */
export function pointsOf(root: string, lesson: CourseLesson): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  try {
    const { cells } = JSON.parse(readFileSync(join(root, "notebooks", notebookName(lesson)), "utf8")) as {
      cells: {
        metadata?: { swarmlab?: { exercise?: string; role?: string }; nbgrader?: { points?: number } };
      }[];
    };
    for (const { metadata } of cells) {
      const { exercise, role } = metadata?.swarmlab ?? {};
      const worth = metadata?.nbgrader?.points;
      if (exercise !== undefined && role === "check" && typeof worth === "number")
        points.set(exercise, worth);
    }
  } catch {
    // Progress without points is still progress.
  }
  return points;
}
