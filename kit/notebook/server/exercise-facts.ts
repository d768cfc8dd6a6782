import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Course, findExercise, notebookName } from "../../lesson/index.ts";
import type { ExerciseFacts } from "./messages.ts";

/** The facts that a notebook may know about an exercise; undefined where the course has no exercise with that id. */
export function exerciseFacts(root: string, course: Course, id: string): ExerciseFacts | undefined {
  const found = findExercise(course, id);
  if (!found) return undefined;
  const { lesson, exercise } = found;
  const next = lesson.exercises[lesson.exercises.indexOf(exercise) + 1];
  const nextLesson = course.lessons[course.lessons.indexOf(lesson) + 1];
  return {
    id,
    title: exercise.title,
    // What the cell is handed out with is no part of the answer.
    names: exercise.names.filter((name) => !exercise.given?.includes(name)),
    hints: exercise.hints,
    lessonTitle: lesson.title,
    starter: exercise.starter,
    task: taskOf(join(root, "notebooks", notebookName(lesson)), id),
    ...(next ? { next: { id: next.id, title: next.title } } : {}),
    ...(nextLesson ? { nextLesson: { id: nextLesson.id, title: nextLesson.title } } : {}),
  };
}

/** The text and code in the learners' notebook between the last heading before the exercise's cell and the cell. */
function taskOf(notebook: string, id: string): string {
  try {
    const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as {
      cells: { id?: string; cell_type: string; source: string | string[] }[];
    };
    const at = cells.findIndex((cell) => cell.id === `exercise-${id.replace(".", "-")}`);
    const prose: string[] = [];
    for (const { cell_type, source } of cells.slice(0, Math.max(0, at)).reverse()) {
      const text = typeof source === "string" ? source : source.join("");
      prose.unshift(cell_type === "markdown" ? text : `\`\`\`ts\n${text}\n\`\`\``);
      if (cell_type === "markdown" && /^#+ /.test(text)) break;
    }
    return prose.join("\n\n").trim();
  } catch {
    // Without the notebook the title and the starter must do.
    return "";
  }
}
