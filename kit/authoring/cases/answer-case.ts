import type { Lesson } from "../../lesson/index.ts";
import { type AuthoredCourse, sourceFile } from "../authored-course.ts";

/** What an answer is: checks fail on starters and wrong answers, and pass on solutions and right ones. */
export type CaseKind = "starter" | "solution" | "right" | "wrong";

/** One answer that the checks are tried on. */
export interface AnswerCase {
  readonly kind: CaseKind;
  readonly lesson: string;
  readonly exercise: string;
  readonly code: string;
  /** Where the answer stands, from the course's root. */
  readonly file: string;
  /** The checks that are meant to catch a wrong answer. */
  readonly fails: readonly string[];
}

/** An answer in words: "the solution of exercise 02.3", "test/answers/02/right/02.3-all-settled.ts". */
export function caseName({ kind, exercise, file }: Pick<AnswerCase, "kind" | "exercise" | "file">): string {
  return kind === "starter" || kind === "solution" ? `the ${kind} of exercise ${exercise}` : file;
}

/** Every answer of a course, lesson by lesson: starters, solutions, right answers, wrong ones. */
export function casesOf(course: AuthoredCourse): AnswerCase[] {
  return course.lessons.flatMap((lesson) => [...ownCases(lesson), ...writtenCases(lesson, course)]);
}

function ownCases(lesson: Lesson): AnswerCase[] {
  const file = sourceFile(lesson);
  return lesson.exercises.flatMap(({ id, starter, solution = "" }) => {
    const common = { lesson: lesson.id, exercise: id, file, fails: [] };
    return [
      { ...common, kind: "starter", code: starter },
      { ...common, kind: "solution", code: solution },
    ];
  });
}

function writtenCases(lesson: Lesson, { answers }: AuthoredCourse): AnswerCase[] {
  const ids = new Set(lesson.exercises.map(({ id }) => id));
  return answers.flatMap(({ kind, exercise, code, file, fails }) =>
    // `answersBelong` finds answers to unknown exercises.
    exercise !== undefined && ids.has(exercise)
      ? [{ kind, lesson: lesson.id, exercise, code, file, fails }]
      : [],
  );
}
