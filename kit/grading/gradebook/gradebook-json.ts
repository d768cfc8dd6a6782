import { isOpen } from "../../checking/index.ts";
import type { Row } from "./gradebook.ts";

/** A row of `gradebook.json`: everything that is known of it, every check included, without times. */
export function rowJson(row: Row): unknown {
  const { student, lesson, status, reason, total, max, takenOff, upload, graded } = row;
  const reports = new Map(graded?.exercises.map((report) => [report.id, report]));
  return {
    student: student.id,
    ...(student.name === undefined ? {} : { name: student.name }),
    ...(student.email === undefined ? {} : { email: student.email }),
    lesson: lesson.id,
    status,
    reason,
    total: total ?? null,
    max,
    takenOff,
    ...(row.isUntimed ? { noTime: true } : {}),
    file: upload?.entry.where ?? null,
    exercises: row.exercises.map(({ id, title, points, max: most, byHand, needs, inPart }) => {
      const report = reports.get(id);
      return {
        id,
        title,
        points: points ?? null,
        max: most,
        ...(byHand ? { byHand } : {}),
        ...(needs ? { needs } : {}),
        ...(inPart ? { inPart } : {}),
        state: report?.state ?? "missing",
        ...(report?.problem === undefined ? {} : { problem: report.problem }),
        notes: report?.notes ?? [],
        ...(report && isOpen(report) ? { code: report.code } : {}),
        checks: (report?.checks ?? []).map((check) => ({
          name: check.name,
          hidden: check.hidden,
          status: check.status,
          points: check.points,
          maxPoints: check.maxPoints,
          message: check.message,
        })),
      };
    }),
    manual: row.manual.map(({ id, title, points, max: most, comment, rubric, text }) => ({
      id,
      title,
      points: points ?? null,
      max: most,
      comment,
      rubric,
      text,
    })),
  };
}
