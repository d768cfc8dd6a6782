import { type ExecutedCell, liveSubmission, locateExercises, SubmissionError } from "../../checking/index.ts";
import type { Course, CourseLesson } from "../../lesson/index.ts";
import { boxPrompt, placeholders } from "../coteacher/box-prompt.ts";
import { readProgress } from "../progress/progress-file.ts";
import type { BoxPrompt } from "./messages.ts";

/**
 * Makes a prompt of one of a lesson's boxes, with the learner's own code where the box mentions it.
 * @throws SubmissionError `NO_EXERCISE` when the course has no box with that id; the sentence lists the boxes
 */
export function promptOfBox(
  root: string,
  course: Course,
  id: string,
  cells: readonly ExecutedCell[],
): BoxPrompt {
  const lesson = course.lessons.find((candidate) => candidate.id === id.slice(0, 2));
  const box = lesson?.boxes.find((candidate) => candidate.id === id);
  if (!lesson || !box) throw new SubmissionError("NO_EXERCISE", noBox(id, lesson, course));
  const verified = readProgress(root).exercises;
  const { answers, without } = answersNamed(box.ask, lesson, cells, course);
  const prompt = boxPrompt({
    lessonTitle: lesson.title,
    ask: box.ask,
    answers,
    solved: lesson.exercises
      .map((exercise) => exercise.id)
      .filter((exercise) => Object.hasOwn(verified, exercise)),
  });
  return { id, prompt, placeholders: placeholders(prompt), without };
}

/**
 * The learner's answers to the exercises whose names the box mentions, and the ids of those without one: the cell has not been run, or is as it
 * was handed out.
 */
function answersNamed(
  ask: string,
  { exercises }: CourseLesson,
  cells: readonly ExecutedCell[],
  course: Course,
): { answers: { id: string; title: string; code: string }[]; without: string[] } {
  const words = new Set(
    [...ask.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.trim().replace(/\(\)$/, "")),
  );
  const named = exercises.filter(({ names }) => names.some((name) => words.has(name)));
  const [first] = named;
  if (!first) return { answers: [], without: [] };
  const located = locateExercises(liveSubmission(cells, first.id, course)).filter(({ exercise }) =>
    named.some(({ id }) => id === exercise.id),
  );
  return {
    answers: located
      .filter(({ state }) => state === "written")
      .map(({ exercise, cell }) => ({ id: exercise.id, title: exercise.title, code: cell?.source ?? "" })),
    without: located.filter(({ state }) => state !== "written").map(({ exercise }) => exercise.id),
  };
}

function noBox(id: string, lesson: CourseLesson | undefined, course: Course): string {
  if (!lesson)
    return `There is no lesson ${id.slice(0, 2)}. There are ${course.lessons.map((known) => known.id).join(", ")}.`;
  const boxes = lesson.boxes.map((box) => `"${box.id}"`).join(", ");
  return `Lesson ${lesson.id} has no "${id}". It has ${boxes === "" ? "no boxes" : boxes}.`;
}
