import { type CheckReport, isOpen, openPointsOf, pointsOf } from "../../checking/index.ts";
import type { CourseLesson } from "../../lesson/index.ts";
import type { LateRules } from "../rules/late-rules.ts";
import type { ManualPoints } from "../rules/manual-points.ts";
import type { PlannedRow } from "../rules/resolve.ts";
import { submissionTime } from "../rules/submission-time.ts";
import type { GradedNotebook } from "../schedule/outcome.ts";
import { type CellPoints, type ExercisePoints, type Row, type RowStatus, rounded } from "./gradebook.ts";

/** What a row is built from, beside the notebook. */
export interface RowRules {
  /** Undefined for a lesson that the course does not have. */
  readonly lesson?: CourseLesson;
  /** Points of each exercise, hidden checks included. */
  readonly max: Readonly<Record<string, number>>;
  readonly late: LateRules;
  readonly manual: ManualPoints;
  readonly isUnlisted: boolean;
  /** Whether the lesson was asked for, by the command or by a due date: only then missing work can count as 0. */
  readonly isAskedFor: boolean;
}

/** Builds a row of the gradebook. @param graded - the result of grading; undefined where nothing was graded */
export function buildRow(
  planned: PlannedRow,
  graded: { readonly graded: GradedNotebook } | { readonly problem: string } | undefined,
  rules: RowRules,
): Row {
  const { student, notebook } = planned;
  const lesson = { id: planned.lesson, title: rules.lesson?.title ?? "a lesson that could not be told" };
  const result = graded && "graded" in graded ? graded.graded : undefined;
  const exercises = exercisePoints(planned, result, rules);
  const manual = cellPoints(planned, result, rules);
  const hasPoints =
    result !== undefined ||
    exercises.some(({ byHand }) => byHand) ||
    manual.some((cell) => cell.points !== undefined);
  const reached =
    sum(exercises.map(({ points, inPart }) => points ?? inPart?.points ?? 0)) +
    sum(manual.map(({ points = 0 }) => points));
  const time = submissionTime(planned, rules.late);
  const lateness = time === undefined ? undefined : rules.late.judge(time);
  const takenOff = hasPoints ? rounded(reached * (lateness?.takenOff ?? 0)) : 0;
  const problems = [
    ...(planned.problem === undefined ? [] : [planned.problem]),
    ...(graded && "problem" in graded ? [graded.problem] : []),
    ...unjudged(result),
    ...(lateness?.problem === undefined ? [] : [lateness.problem]),
  ];
  // A row whose exercises all have points by hand needs no attention.
  const isSettled =
    rules.lesson?.exercises.every(({ id }) => exercises.find((one) => one.id === id)?.byHand) ?? false;
  const isMissing = notebook === undefined && planned.problem === undefined;
  const status: RowStatus =
    problems.length > 0 && !isSettled
      ? "needs attention"
      : isMissing && !isSettled
        ? "missing"
        : result && isWaiting({ exercises, manual })
          ? "waiting for a person"
          : lateness?.isLate
            ? "late"
            : "graded";
  const reason = [
    ...problems,
    ...(status === "missing" ? ["Nothing was handed in."] : []),
    ...(lateness?.reason ? [lateness.reason] : []),
    ...absent(result),
    ...(result ? waitingSentences({ exercises, manual }) : []),
    ...planned.notes,
    ...(rules.isUnlisted ? ["Is not on the roster."] : []),
  ].join(" ");
  const isZero = status === "missing" && rules.late.missingCountsAsZero && rules.isAskedFor;
  return {
    student,
    lesson,
    status,
    reason,
    ...(hasPoints ? { total: rounded(reached - takenOff) } : isZero ? { total: 0 } : {}),
    max: rounded(sum(exercises.map(({ max }) => max)) + sum(manual.map(({ max }) => max))),
    takenOff,
    exercises,
    manual,
    ...(notebook ? { upload: notebook.upload } : {}),
    ...(lateness?.ahead === undefined ? {} : { ahead: lateness.ahead }),
    ...(lateness?.isUntimed ? { isUntimed: true } : {}),
    ...(result ? { graded: result } : {}),
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function exercisePoints(
  { student, lesson }: PlannedRow,
  result: GradedNotebook | undefined,
  rules: RowRules,
): ExercisePoints[] {
  return (rules.lesson?.exercises ?? []).map(({ id, title }) => {
    const report = result?.exercises.find((exercise) => exercise.id === id);
    const max = rules.max[id] ?? sum((report?.checks ?? []).map((check) => check.maxPoints));
    const entry = rules.manual.get(student.id, lesson, id);
    if (entry?.points !== undefined)
      return { id, title, max, points: entry.points, byHand: { comment: entry.comment } };
    if (result === undefined) return { id, title, max };
    if (report?.needs) return { id, title, max, needs: report.needs };
    const checks = report?.checks ?? [];
    if (isOpen({ checks }))
      return { id, title, max, inPart: { points: pointsOf(checks), open: openPointsOf(checks) } };
    return { id, title, max, points: pointsOf(checks) };
  });
}

function cellPoints(
  { student, lesson }: PlannedRow,
  result: GradedNotebook | undefined,
  rules: RowRules,
): CellPoints[] {
  return (rules.lesson?.manual ?? []).map(({ id, title, points: max, rubric }) => {
    const entry = rules.manual.get(student.id, lesson, id);
    return {
      id,
      title,
      max,
      rubric,
      comment: entry?.comment ?? "",
      text: result?.manual.find((answer) => answer.id === id)?.text ?? "",
      ...(entry?.points === undefined ? {} : { points: entry.points }),
    };
  });
}

/** Sentences on checks that failed themselves, so that the answer was not judged. */
function unjudged(result: GradedNotebook | undefined): string[] {
  const isChecksFault = ({ status, message }: CheckReport) =>
    status === "error" && /^The check (?:itself|did not)/.test(message);
  return (result?.exercises ?? []).flatMap(({ id, checks }) =>
    checks
      .filter(isChecksFault)
      .map(
        ({ name, hidden }) =>
          `Exercise ${id}: ${hidden ? "a hidden check" : `the check “${name}”`} could not be judged.`,
      ),
  );
}

/** Sentences on exercises without an answer. */
function absent(result: GradedNotebook | undefined): string[] {
  const sentences = {
    missing: (ids: string) => `The notebook has no cell for exercise ${ids}.`,
    empty: (ids: string) => `Empty: exercise ${ids}.`,
    starter: (ids: string) => `As handed out: exercise ${ids}.`,
  };
  return (["missing", "empty", "starter"] as const).flatMap((state) => {
    const ids = (result?.exercises ?? []).filter((report) => report.state === state).map(({ id }) => id);
    return ids.length === 0 ? [] : [sentences[state](ids.join(", "))];
  });
}

type Work = Pick<Row, "exercises" | "manual">;

/** Whether the points of an exercise wait for a person. */
export const isWaitingExercise = ({ needs, inPart }: ExercisePoints): boolean =>
  needs !== undefined || inPart !== undefined;

const openCells = ({ manual }: Work) => manual.filter(({ points }) => points === undefined);
const openExercises = ({ exercises }: Work) => exercises.filter(isWaitingExercise);
const isWaiting = (work: Work): boolean => openCells(work).length + openExercises(work).length > 0;

function waitingSentences(work: Work): string[] {
  const ids = openCells(work).map(({ id }) => id);
  return [
    ...openExercises(work).map(({ id, max, needs = [], inPart }) =>
      inPart
        ? `Exercise ${id} is judged in part, because the explorer could not run its answer: ${inPart.open} of its ${max} points are open.`
        : `Exercise ${id} is not judged, because its answer uses ${new Intl.ListFormat("en-GB").format(needs)}, which ${needs.length === 1 ? "does" : "do"} not pass: its points are open.`,
    ),
    ...(ids.length === 0 ? [] : [`Points by hand are still open for ${ids.join(", ")}.`]),
  ];
}

/** Whether a row's points can be posted. */
export const isFinal = (row: Row): boolean =>
  row.total !== undefined &&
  row.status !== "needs attention" &&
  (row.status === "missing" || !isWaiting(row));
