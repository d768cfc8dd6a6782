import { pointsOf } from "../../checking/index.ts";
import { isWaitingExercise } from "./build-row.ts";
import type { Row } from "./gradebook.ts";
import { rounded } from "./gradebook.ts";

/** The part of a row that the next gradebook is compared with. */
export interface RowScore {
  readonly status: string;
  readonly total: number | null;
  readonly takenOff: number;
  /** Points of each check, as "exercise: name"; of cells and exercises graded by hand, as their id. */
  readonly checks: Readonly<Record<string, number>>;
}

/** Rows by student and lesson. */
export type Scores = Record<string, RowScore>;

export const scoreKey = (row: Row): string => JSON.stringify([row.student.id, row.lesson.id]);

export function rowScore(row: Row): RowScore {
  const checks: Record<string, number> = {};
  for (const { id, byHand, points } of row.exercises) if (byHand) checks[`${id}: by hand`] = points ?? 0;
  for (const { id, checks: reported } of row.graded?.exercises ?? []) {
    if (
      row.exercises.some((exercise) => exercise.id === id && (exercise.byHand || isWaitingExercise(exercise)))
    )
      continue;
    for (const { name, points, hidden } of reported)
      checks[`${id}: ${name}${hidden ? " (hidden)" : ""}`] = points;
    const withheld = reported.reduce((total, { points }) => total - points, pointsOf(reported));
    if (withheld !== 0) checks[`${id}: without what is essential`] = withheld;
  }
  for (const { id, points } of row.manual) if (points !== undefined) checks[`${id}: by hand`] = points;
  return { status: row.status, total: row.total ?? null, takenOff: row.takenOff, checks };
}

/** A row whose points or status differ from the previous gradebook. */
export interface PointsChange {
  readonly student: string;
  readonly lesson: string;
  readonly before: number | null;
  readonly after: number | null;
  /** One short text each, such as `01.2: is exact (−1)`. */
  readonly because: readonly string[];
}

/** The rows whose points or status changed, with the reasons. New rows are not among them. */
export function pointsChanges(before: Readonly<Scores>, after: Readonly<Scores>): PointsChange[] {
  return Object.entries(after).flatMap(([key, now]) => {
    const then = before[key];
    if (!then || (then.total === now.total && then.status === now.status)) return [];
    const names = [...new Set([...Object.keys(then.checks), ...Object.keys(now.checks)])];
    const because = names.flatMap((name) => {
      const [was = 0, is = 0] = [then.checks[name], now.checks[name]];
      return was === is ? [] : [`${name} (${signed(is - was)})`];
    });
    if (then.takenOff !== now.takenOff)
      because.push(`taken off for lateness (${signed(then.takenOff - now.takenOff)})`);
    if (then.status !== now.status) because.push(`${then.status} → ${now.status}`);
    const [student = "", lesson = ""] = JSON.parse(key) as string[];
    return [{ student, lesson, before: then.total, after: now.total, because }];
  });
}

/** One line for each change. */
export function changesText(changes: readonly PointsChange[]): string {
  return changes
    .map(({ student, lesson, before, after, because }) => {
      const by = before !== null && after !== null ? ` (${signed(after - before)})` : "";
      return `${student}, lesson ${lesson}: ${before ?? "no points"} → ${after ?? "no points"}${by}: ${because.join("; ")}`;
    })
    .join("\n");
}

const signed = (points: number) => `${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(rounded(points))}`;
