import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exercise, Lesson, LessonSummary } from "../lesson.ts";
import { LessonError } from "../lesson-error.ts";
import { contentVersion } from "../notebook/build-notebooks.ts";
import { isLessonFileName } from "../source/lesson-header.ts";
import { readSolutions } from "../source/read-solutions.ts";
import { headingsIn } from "./headings.ts";
import { type Halfway, lessonLength } from "./lesson-length.ts";

/** A lesson of the built course: without cells, and without solutions in a learners' copy. */
export interface CourseLesson extends LessonSummary {
  /** The version of the learner's notebook: its `metadata.swarmlab.version`. */
  readonly version: string;
  /** The code cells that the course gives, and where the exercise cells stand between them; left out in older course data. */
  readonly given?: readonly GivenCell[];
  /** The headings of its texts, to which feedback sends learners; left out in older course data. */
  readonly headings?: readonly string[];
  /** Where it can be cut in two; left out of a short lesson, and in older course data. */
  readonly halfway?: Halfway;
}

/** A code cell that is no exercise, with its text, or the place of an exercise cell. */
export type GivenCell = { readonly source: string } | { readonly exercise: string };

/** All lessons in order. */
export interface Course {
  readonly lessons: readonly CourseLesson[];
}

/** The file of the course data, from the course's root. */
export const COURSE_FILE = "notebooks/course.json";

/** The text of `course.json`: what check(), hint() and the commands need, without solutions. */
export function courseText(lessons: readonly Lesson[]): string {
  const course = {
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      slug: lesson.slug,
      title: lesson.title,
      minutes: lesson.minutes,
      ...halfwayOf(lesson),
      version: contentVersion(lesson),
      exercises: lesson.exercises.map(({ solution: _, ...rest }) => rest),
      boxes: lesson.boxes,
      given: givenCells(lesson),
      headings: headingsIn(lesson.cells),
      ...(lesson.manual === undefined ? {} : { manual: lesson.manual }),
    })),
  };
  return `${JSON.stringify(course, null, 2)}\n`;
}

function halfwayOf({ cells }: Lesson): Pick<CourseLesson, "halfway"> {
  const { halfway } = lessonLength(cells);
  return halfway === undefined ? {} : { halfway };
}

function givenCells({ cells }: Lesson): GivenCell[] {
  return cells.flatMap(({ kind, role, source, exercise }): GivenCell[] => {
    if (kind !== "code") return [];
    if (role === "exercise" && exercise !== undefined) return [{ exercise }];
    return role === "demo" ? [{ source }] : [];
  });
}

/**
 * Reads the built course, and its reference solutions from the lesson sources. `solution` is missing in a learners' copy of the course, and in a
 * lesson whose source is broken.
 *
 * @throws LessonError `NOTEBOOKS_MISSING` or `INVALID_COURSE`, saying what to run
 */
export function loadCourse(root: string): Course {
  const { lessons } = readCourse(root);
  const solutions = readAllSolutions(root);
  return {
    lessons: lessons.map((lesson) => ({
      ...lesson,
      // Older course data has no boxes.
      boxes: lesson.boxes ?? [],
      exercises: lesson.exercises.map((exercise) => {
        const solution = solutions.get(exercise.id);
        return solution === undefined ? exercise : { ...exercise, solution };
      }),
    })),
  };
}

/** The exercise of this id, with its lesson; undefined where the course has none. */
export function findExercise(
  course: Course,
  id: string,
): { lesson: CourseLesson; exercise: Exercise } | undefined {
  for (const lesson of course.lessons) {
    const exercise = lesson.exercises.find((candidate) => candidate.id === id);
    if (exercise) return { lesson, exercise };
  }
  return undefined;
}

function readCourse(root: string): Course {
  let text: string;
  try {
    text = readFileSync(join(root, COURSE_FILE), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new LessonError(
        "NOTEBOOKS_MISSING",
        `${COURSE_FILE} is missing: run \`npm run notebooks\` to build it.`,
      );
    }
    throw new LessonError("UNREADABLE", `${COURSE_FILE} cannot be read: ${(error as Error).message}.`);
  }
  let course: unknown;
  try {
    course = JSON.parse(text);
  } catch {
    // Refused below, as is JSON of another shape.
  }
  if (isCourse(course)) return course;
  throw new LessonError(
    "INVALID_COURSE",
    `${COURSE_FILE} is damaged: run \`npm run notebooks\` to build it anew.`,
  );
}

function isCourse(value: unknown): value is Course {
  const isRecord = (item: unknown): item is Record<string, unknown> =>
    typeof item === "object" && item !== null;
  const hasTexts = (item: Record<string, unknown>, ...keys: string[]) =>
    keys.every((key) => typeof item[key] === "string");
  const hasLists = (item: Record<string, unknown>, ...keys: string[]) =>
    keys.every((key) => Array.isArray(item[key]));
  const isExercise = (item: unknown) =>
    isRecord(item) && hasTexts(item, "id", "title", "starter") && hasLists(item, "names", "hints", "forbids");
  const isLesson = (item: unknown) =>
    isRecord(item) &&
    hasTexts(item, "id", "slug", "title", "version") &&
    typeof item.minutes === "number" &&
    hasLists(item, "exercises") &&
    (item.exercises as unknown[]).every(isExercise);
  return isRecord(value) && hasLists(value, "lessons") && (value.lessons as unknown[]).every(isLesson);
}

function readAllSolutions(root: string): ReadonlyMap<string, string> {
  const folder = join(root, "solutions");
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return new Map();
  }
  const solutions = new Map<string, string>();
  for (const name of names.filter(isLessonFileName)) {
    const text = readFileSync(join(folder, name), "utf8");
    for (const [id, solution] of solutionsOrNone(text, `solutions/${name}`)) solutions.set(id, solution);
  }
  return solutions;
}

/** The solutions of a lesson source. A source that cannot be read has none, so that learners can go on while an author rewrites it. */
function solutionsOrNone(text: string, file: string): ReadonlyMap<string, string> {
  try {
    return readSolutions(text, file);
  } catch (error) {
    if (LessonError.is(error)) return new Map();
    throw error;
  }
}
