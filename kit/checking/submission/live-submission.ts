import type { CellRecord } from "../../kernel/index.ts";
import { type Course, findExercise } from "../../lesson/index.ts";
import { exerciseOfId, exerciseOfLine } from "./exercise-identity.ts";
import { type Submission, SubmissionError, type SubmittedCell } from "./submission.ts";

/** An executed cell, as `check()` sends it. */
export type ExecutedCell = Pick<CellRecord, "executionCount" | "code" | "cellId">;

/**
 * The work in a running notebook, as last executed. A cell that ran several times counts once, with its latest text. Where the front-end gives no
 * cell ids, the latest run of an exercise counts.
 *
 * @throws SubmissionError when the course has no such exercise
 */
export function liveSubmission(
  executed: readonly ExecutedCell[],
  exerciseId: string,
  course: Course,
): Submission {
  const found = findExercise(course, exerciseId);
  if (!found) throw new SubmissionError("NO_EXERCISE", noExercise(exerciseId, executed, course));
  const latest = new Map<string, SubmittedCell>();
  executed.forEach((cell, index) => {
    const line = exerciseOfLine(cell.code);
    // Without ids every run is a cell of its own, except the runs of one exercise.
    const key = cell.cellId ?? (line ? `exercise ${line}` : `run ${index}`);
    const marked = exerciseOfId(cell.cellId);
    // Deleting the key first moves it to the end of the map: the order is that of the latest runs.
    latest.delete(key);
    latest.set(key, {
      source: cell.code,
      label: `cell [${cell.executionCount}]`,
      ...(marked ? { marked } : {}),
    });
  });
  return { lesson: found.lesson, cells: [...latest.values()], from: "kernel" };
}

function noExercise(id: string, executed: readonly ExecutedCell[], course: Course): string {
  const lessonId = executed
    .map((cell) => exerciseOfLine(cell.code) ?? exerciseOfId(cell.cellId))
    .find((exercise) => exercise !== undefined)
    ?.slice(0, 2);
  const lesson = course.lessons.find((candidate) => candidate.id === (lessonId ?? String(id).slice(0, 2)));
  const exercises = (lesson ? [lesson] : course.lessons).flatMap((candidate) =>
    candidate.exercises.map((exercise) => exercise.id),
  );
  const where = lesson ? `Lesson ${lesson.id} has` : "The course has";
  return `There is no exercise ${JSON.stringify(id)}. ${where} ${exercises.length === 0 ? "none" : exercises.join(", ")}.`;
}
