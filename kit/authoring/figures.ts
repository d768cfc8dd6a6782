import type { Lesson } from "../lesson/index.ts";
import type { AuthoredCourse } from "./authored-course.ts";
import type { CaseResult } from "./cases/answer-runner.ts";

/** One lesson in numbers. */
export interface LessonFigures {
  readonly lesson: string;
  readonly title: string;
  readonly exercises: number;
  readonly checks: number;
  readonly hiddenChecks: number;
  /** Answers that are correct, and that are wrong; a whole lesson answered at once counts as one. */
  readonly right: number;
  readonly wrong: number;
  /** Seconds that judging all its answers took together; several were judged at once. */
  readonly seconds: number;
  /** Seconds its solved notebook took in the kernel, where it was run. */
  readonly notebookSeconds?: number;
}

/** Counts what a lesson has, and adds up how long its answers took. */
export function figuresOf(
  lesson: Lesson,
  { checks, answers, sets }: AuthoredCourse,
  results: readonly CaseResult[],
  notebookSeconds?: number,
): LessonFigures {
  const own = lesson.exercises.flatMap(({ id }) => checks[id]?.checks ?? []);
  const mine = [...answers, ...sets].filter((answer) => answer.lesson === lesson.id);
  return {
    lesson: lesson.id,
    title: lesson.title,
    exercises: lesson.exercises.length,
    checks: own.length,
    hiddenChecks: own.filter(({ hidden }) => hidden).length,
    right: mine.filter(({ kind }) => kind === "right").length,
    wrong: mine.filter(({ kind }) => kind === "wrong").length,
    seconds: results
      .filter(({ answerCase }) => answerCase.lesson === lesson.id)
      .reduce((total, { seconds }) => total + seconds, 0),
    ...(notebookSeconds === undefined ? {} : { notebookSeconds }),
  };
}

/** The figures as a table, with a line of totals. */
export function figuresText(figures: readonly LessonFigures[]): string {
  const withNotebooks = figures.some(({ notebookSeconds }) => notebookSeconds !== undefined);
  const head = [
    "lesson",
    "exercises",
    "checks",
    "hidden",
    "right",
    "wrong",
    "judged in",
    ...(withNotebooks ? ["notebook"] : []),
  ];
  const total = (pick: (figure: LessonFigures) => number) =>
    figures.reduce((sum, figure) => sum + pick(figure), 0);
  const row = (name: string, pick: (key: keyof LessonFigures) => number) => [
    name,
    ...(["exercises", "checks", "hiddenChecks", "right", "wrong"] as const).map((key) => String(pick(key))),
    `${pick("seconds").toFixed(1)} s`,
    ...(withNotebooks ? [`${pick("notebookSeconds").toFixed(1)} s`] : []),
  ];
  const rows = [
    head,
    ...figures.map((figure) => row(`${figure.lesson} ${figure.title}`, (key) => Number(figure[key] ?? 0))),
    row("all", (key) => total((figure) => Number(figure[key] ?? 0))),
  ];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => (cells[column] as string).length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
        )
        .join("  "),
    )
    .join("\n");
}
