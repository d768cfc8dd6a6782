import { type Course, type CourseLesson, notebookName } from "../../lesson/index.ts";
import { type ChecklistSection, readChecklist } from "./checklist.ts";
import { exerciseFingerprint } from "./fingerprint.ts";
import { pointsOf } from "./points.ts";
import { type Progress, readProgress } from "./progress-file.ts";

/** `verified`: its checks held. `again`: they held for an earlier form of the exercise. `open`: they have not held yet. */
export type ExerciseState = "verified" | "again" | "open";

export interface ExerciseProgress {
  readonly id: string;
  readonly title: string;
  readonly state: ExerciseState;
  /** Points of its visible checks; 0 where they are unknown. */
  readonly points: number;
}

export interface LessonProgress {
  readonly id: string;
  readonly title: string;
  readonly exercises: readonly ExerciseProgress[];
  readonly points: number;
  readonly maxPoints: number;
  /** The last exercise of its first half; left out of a lesson without halves. */
  readonly halfway?: string;
}

/** What a learner does next. */
export interface NextExercise {
  readonly id: string;
  readonly title: string;
  readonly notebook: string;
  /** The half of the lesson that it stands in, and about how long that takes; left out of a lesson without halves. */
  readonly half?: { readonly which: "first" | "second"; readonly minutes: number };
}

/** A learner's progress in the course. */
export interface ProgressOverview {
  readonly lessons: readonly LessonProgress[];
  /** The first exercise that is not verified, and its notebook; undefined when all are verified. */
  readonly next?: NextExercise;
  readonly checklist: readonly ChecklistSection[];
  /** Verified exercises that this version of the course does not have. They are kept. */
  readonly elsewhere: readonly string[];
  /** One sentence about a record that could not be read. */
  readonly problem?: string;
}

/** Reads a learner's progress from the built course, the record and `checklist.md`. */
export function overviewOf(root: string, course: Course): ProgressOverview {
  const progress = readProgress(root);
  const lessons = course.lessons.map((lesson) => lessonProgress(lesson, progress, pointsOf(root, lesson)));
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const verified = new Set(exercises.filter(({ state }) => state === "verified").map(({ id }) => id));
  const known = new Set(exercises.map(({ id }) => id));
  const next = nextExercise(course, lessons);
  return {
    lessons,
    ...(next ? { next } : {}),
    checklist: readChecklist(root, known, verified),
    elsewhere: Object.keys(progress.exercises).filter((id) => !known.has(id)),
    ...(progress.problem === undefined ? {} : { problem: progress.problem }),
  };
}

function lessonProgress(
  { id, title, exercises, halfway }: CourseLesson,
  progress: Progress,
  points: ReadonlyMap<string, number>,
): LessonProgress {
  const own = exercises.map((exercise): ExerciseProgress => {
    const entry = progress.exercises[exercise.id];
    const isSame = entry?.exercise === undefined || entry.exercise === exerciseFingerprint(exercise);
    const state = entry === undefined ? "open" : isSame ? "verified" : "again";
    return { id: exercise.id, title: exercise.title, state, points: points.get(exercise.id) ?? 0 };
  });
  const total = (some: readonly ExerciseProgress[]) =>
    some.reduce((sum, { points: worth }) => sum + worth, 0);
  return {
    id,
    title,
    exercises: own,
    points: total(own.filter(({ state }) => state === "verified")),
    maxPoints: total(own),
    ...(halfway === undefined ? {} : { halfway: halfway.after }),
  };
}

function nextExercise(course: Course, lessons: readonly LessonProgress[]): ProgressOverview["next"] {
  for (const [at, { exercises }] of lessons.entries()) {
    const open = exercises.find(({ state }) => state !== "verified");
    const lesson = course.lessons[at];
    if (open && lesson)
      return { id: open.id, title: open.title, notebook: notebookName(lesson), ...halfOf(lesson, open.id) };
  }
  return undefined;
}

function halfOf({ exercises, halfway }: CourseLesson, id: string): Pick<NextExercise, "half"> {
  if (halfway === undefined) return {};
  const ids = exercises.map((exercise) => exercise.id);
  const isFirst = ids.indexOf(id) <= ids.indexOf(halfway.after);
  const [first, second] = halfway.minutes;
  return { half: isFirst ? { which: "first", minutes: first } : { which: "second", minutes: second } };
}
