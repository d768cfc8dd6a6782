import { csvLine } from "../gradebook/csv.ts";
import type { OutFolder } from "../out-folder.ts";
import { MANUAL_COLUMNS, type ManualPoints } from "../rules/manual-points.ts";
import type { ReviewItem } from "./review-items.ts";

/** What the page sends: texts as a person typed them. */
export interface EnteredPoints {
  readonly student: string;
  readonly lesson: string;
  readonly cell: string;
  readonly points: string;
  readonly comment: string;
}

/** The number that was entered; undefined for an empty field, and a sentence for what is no number of points. */
export function readPoints(text: string, max: number): number | undefined | { readonly error: string } {
  const trimmed = text.trim().replace(",", ".");
  if (trimmed === "") return undefined;
  const points = Number(trimmed);
  if (!Number.isFinite(points) || points < 0 || points > max)
    return { error: `not saved: points are a number from 0 to ${max}` };
  return points;
}

/** Writes `manual.csv` with all entries, those of other gradebooks too. */
export function writeManual(out: OutFolder, manual: ManualPoints, items: readonly ReviewItem[]): void {
  const max = new Map(items.map((item) => [JSON.stringify([item.lesson, item.cell]), item.max]));
  const known = new Set(
    manual.all().map(({ student, lesson, cell }) => JSON.stringify([student, lesson, cell])),
  );
  const open = items.filter(
    ({ student, lesson, cell }) => !known.has(JSON.stringify([student, lesson, cell])),
  );
  const lines = [
    ...manual.all().map((entry) => ({ ...entry, points: entry.points ?? entry.refusedPoints })),
    ...open.map(({ student, lesson, cell }) => ({ student, lesson, cell, points: undefined, comment: "" })),
  ].map(({ student, lesson, cell, points, comment }) =>
    csvLine([student, lesson, cell, max.get(JSON.stringify([lesson, cell])), points, comment]),
  );
  out.write(["manual.csv"], `\uFEFF${csvLine(MANUAL_COLUMNS)}${lines.join("")}`);
}
