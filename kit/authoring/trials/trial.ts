import type { Lesson } from "../../lesson/index.ts";
import { type AuthoredCourse, sourceFile } from "../authored-course.ts";

/** What an answer is, and so what the checks ought to say of it. */
export type TrialKind = "starter" | "solution" | "right" | "wrong";

/** One answer for the checks to judge. */
export interface Trial {
  readonly kind: TrialKind;
  readonly lesson: string;
  readonly exercise: string;
  readonly code: string;
  /** Where the answer stands, from the course's root. */
  readonly file: string;
  /** The checks that are meant to catch a wrong answer. */
  readonly fails: readonly string[];
}

/** A trial in words: "the solution of exercise 02.3", "test/answers/02/right/02.3-all-settled.ts". */
export function trialName({ kind, exercise, file }: Pick<Trial, "kind" | "exercise" | "file">): string {
  return kind === "starter" || kind === "solution" ? `the ${kind} of exercise ${exercise}` : file;
}

/** Every trial of a course, lesson by lesson: starters, solutions, right answers, wrong ones. */
export function trialsOf(course: AuthoredCourse): Trial[] {
  return course.lessons.flatMap((lesson) => [...ownTrials(lesson), ...answerTrials(lesson, course)]);
}

function ownTrials(lesson: Lesson): Trial[] {
  const file = sourceFile(lesson);
  return lesson.exercises.flatMap(({ id, starter, solution = "" }) => {
    const common = { lesson: lesson.id, exercise: id, file, fails: [] };
    return [
      { ...common, kind: "starter", code: starter },
      { ...common, kind: "solution", code: solution },
    ];
  });
}

function answerTrials(lesson: Lesson, { answers }: AuthoredCourse): Trial[] {
  const ids = new Set(lesson.exercises.map(({ id }) => id));
  return answers.flatMap(({ kind, exercise, code, file, fails }) =>
    // An answer to no exercise is a finding of its own.
    exercise !== undefined && ids.has(exercise)
      ? [{ kind, lesson: lesson.id, exercise, code, file, fails }]
      : [],
  );
}
