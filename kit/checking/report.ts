import type { ExerciseState } from "./submission/locate-exercises.ts";

/**
 * The result of a check. `missing`: there was no answer to run it on. `open`: it could not judge the answer, which uses another exercise that is not
 * solved yet, or which the explorer cannot run; its points are neither given nor lost.
 */
export type CheckStatus = "passed" | "failed" | "error" | "missing" | "timeout" | "open";

/** One check, as `--json` prints it. */
export interface CheckResult {
  readonly name: string;
  readonly status: CheckStatus;
  readonly points: number;
  readonly maxPoints: number;
  /** One sentence; empty for a check that passed. */
  readonly message: string;
  /** The two values, where a check that did not pass compared two. */
  readonly expected?: string;
  readonly got?: string;
  /** The failing order of steps that a check has found, as text. */
  readonly drawing?: string;
}

/** One exercise, as `--json` prints it and as `check()` resolves to it. `maxPoints` counts the visible checks. */
export interface ExerciseResult {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
  /** The exercises to solve first, where it was not judged because its answer uses them; left out where it was judged. */
  readonly needs?: readonly string[];
  /** Points of visible checks that a person may still give; left out where each check judged the answer. */
  readonly openPoints?: number;
  readonly checks: readonly CheckResult[];
}

/** One lesson, as `--json` prints it. */
export interface LessonResult {
  readonly lesson: string;
  readonly points: number;
  readonly maxPoints: number;
  /** Points of the checks that run at class grading only; left out where there are none. */
  readonly hiddenPoints?: number;
  /** Points of visible checks that a person may still give; left out where each check judged its answer. */
  readonly openPoints?: number;
  readonly exercises: readonly ExerciseResult[];
}

/** Everything about one check: what feedback is made of. */
export interface CheckReport extends CheckResult {
  readonly hidden: boolean;
  /** Without it the exercise gives at most half of its points. */
  readonly essential?: true;
  /** The explorer could not run the answer's program, so the check is open. */
  readonly unexplored?: true;
  /** The check itself threw, where it should have asserted: a defect of the course. */
  readonly isDefect?: true;
  /** The error of a defect, and where in the check files it arose, where that is known. */
  readonly defect?: { readonly at: string; readonly error: string };
  /** The failing interleaving that the check found, drawn and as text. */
  readonly picture?: { readonly svg: string; readonly text: string };
  /** The heading of the lesson to read again, of a check that did not pass. The message names it too. */
  readonly reread?: string;
  /** Where that heading stands, where the course says so. */
  readonly rereadAt?: { readonly lesson: string; readonly link: string };
  /** The beginning of what the answer printed while it ran, and the length of all of it. */
  readonly output: string;
  readonly outputLength: number;
}

/** Everything about one exercise: what feedback is made of. */
export interface ExerciseReport {
  readonly id: string;
  readonly title: string;
  readonly state: ExerciseState;
  /** The learner's code, as it was graded; empty for an exercise without an answer. */
  readonly code: string;
  /** Sentences on the cell, on answers that stand for another exercise's, and on what keeps every check from running. */
  readonly notes: readonly string[];
  /** Why no check could run; left out where checks ran. */
  readonly problem?: string;
  /** The exercises to solve first, where this one was not judged because its answer uses them; left out where it was judged. */
  readonly needs?: readonly string[];
  readonly checks: readonly CheckReport[];
  /** Checks that run at class grading only: how many, and their points. */
  readonly hiddenChecks: number;
  readonly hiddenPoints: number;
}

/** Joins two reports on the same exercise: of the checks that ran beside others, and of those that ran alone. */
export function mergeReports(together: ExerciseReport, alone: ExerciseReport): ExerciseReport {
  const problem = together.problem ?? alone.problem;
  const needs = together.needs ?? alone.needs;
  return {
    ...together,
    ...(needs === undefined ? {} : { needs }),
    notes: [...new Set([...together.notes, ...alone.notes])],
    checks: [...together.checks, ...alone.checks],
    ...(problem === undefined ? {} : { problem }),
  };
}

/** What counts of a check for the points of its exercise. */
type CountedCheck = Pick<CheckReport, "status" | "points" | "maxPoints" | "essential">;

/**
 * The points of an exercise's checks together: their sum, and at most half of what they are worth while an essential one does not pass. Half a point
 * is rounded down.
 */
export function pointsOf(checks: readonly CountedCheck[]): number {
  const reached = sum(checks.map(({ points }) => points));
  if (!checks.some((check) => isMissingEssential(check))) return reached;
  return Math.min(reached, Math.floor(sum(checks.map(({ maxPoints }) => maxPoints)) / 2));
}

/** The essential checks that did not pass, where they cost points beside their own. */
export function costlyEssentials<Check extends CountedCheck>(checks: readonly Check[]): readonly Check[] {
  if (pointsOf(checks) === sum(checks.map(({ points }) => points))) return [];
  return checks.filter((check) => isMissingEssential(check));
}

const isMissingEssential = ({ essential, status }: CountedCheck) => essential === true && status !== "passed";

/** The points that a person may still give for open checks, beside those that the exercise has. */
export function openPointsOf(checks: readonly CountedCheck[]): number {
  const atMost = checks.map((check) =>
    check.status === "open" ? { ...check, status: "passed" as const, points: check.maxPoints } : check,
  );
  return pointsOf(atMost) - pointsOf(checks);
}

/** Whether points are left to a person. Where a failed essential check keeps them anyway, none are. */
export const isOpen = ({ checks }: { readonly checks: readonly CountedCheck[] }): boolean =>
  openPointsOf(checks) > 0;

/**
 * Whether an answer may stand in the process of another one that uses it: no visible check found it wrong, and one found it right. What could not be
 * explored is not wrong.
 */
export function mayStandIn({ checks }: ExerciseReport): boolean {
  const visible = checks.filter((check) => !check.hidden);
  return (
    visible.some(({ status }) => status === "passed") &&
    visible.every(({ status, unexplored }) => status === "passed" || unexplored === true)
  );
}

/** Whether every visible check passed. An exercise without checks has not passed. */
export function hasPassed({ checks }: ExerciseReport): boolean {
  const visible = checks.filter((check) => !check.hidden);
  return visible.length > 0 && visible.every((check) => check.status === "passed");
}

/** The part of a report that `--json` prints: visible checks alone. */
export function exerciseResult({ id, title, checks, needs }: ExerciseReport): ExerciseResult {
  const visible = checks.filter((check) => !check.hidden);
  const openPoints = openPointsOf(visible);
  return {
    id,
    title,
    points: pointsOf(visible),
    maxPoints: sum(visible.map((check) => check.maxPoints)),
    ...(needs === undefined ? {} : { needs }),
    ...(openPoints > 0 ? { openPoints } : {}),
    checks: visible.map(checkResult),
  };
}

function checkResult({ name, status, points, maxPoints, message, ...more }: CheckReport): CheckResult {
  const result = { name, status, points, maxPoints, message };
  if (status === "passed") return result;
  return {
    ...result,
    ...(more.expected === undefined ? {} : { expected: more.expected }),
    ...(more.got === undefined ? {} : { got: more.got }),
    ...(more.picture === undefined ? {} : { drawing: more.picture.text }),
  };
}

/** The part of a lesson's reports that `--json` prints. */
export function lessonResult(lesson: string, reports: readonly ExerciseReport[]): LessonResult {
  const exercises = reports.map(exerciseResult);
  const hiddenPoints = sum(reports.map((report) => report.hiddenPoints));
  const openPoints = sum(exercises.map((exercise) => exercise.openPoints ?? 0));
  return {
    lesson,
    points: sum(exercises.map((exercise) => exercise.points)),
    maxPoints: sum(exercises.map((exercise) => exercise.maxPoints)),
    ...(hiddenPoints > 0 ? { hiddenPoints } : {}),
    ...(openPoints > 0 ? { openPoints } : {}),
    exercises,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
