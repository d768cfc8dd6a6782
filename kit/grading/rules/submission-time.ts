import { shownName } from "../text.ts";
import type { LateRules, SubmissionTime } from "./late-rules.ts";
import type { PlannedRow } from "./resolve.ts";

/** When the notebook of a row was handed in; undefined without a notebook. */
export function submissionTime(
  { student, lesson, notebook }: PlannedRow,
  rules: LateRules,
): SubmissionTime | undefined {
  if (notebook === undefined) return undefined;
  const { handedInAt, statedAt, layout, entry, markedLate, unreadableTime, lacksTime } = notebook.upload;
  const time = handedInAt ?? (rules.timesFromFiles ? entry.changed : undefined);
  const names = [student.id, student.name, student.email, ...(student.roster?.logins ?? [])];
  return {
    student: names.filter((name) => name !== undefined),
    lesson,
    ...(time === undefined ? {} : { time }),
    ...(statedAt === undefined ? {} : { statedAt }),
    // Of all platforms only Canvas marks late work, by its own due date.
    ...(layout === "canvas" ? { isMarked: true } : {}),
    ...(markedLate ? { markedLate: true } : {}),
    ...(unreadableTime === undefined ? {} : { unreadableTime }),
    ...(lacksTime ? { lacksTime: true } : {}),
  };
}

/** Students whom a sentence names. */
const MOST_NAMED = 20;

/** For each lesson with a due date a sentence on the notebooks of which nothing tells whether they came in time. */
export function untimedSentences(planned: readonly PlannedRow[], rules: LateRules): string[] {
  const judged = planned.flatMap((row) => {
    const time = submissionTime(row, rules);
    return time === undefined ? [] : [{ ...row, time, isUntimed: rules.judge(time).isUntimed ?? false }];
  });
  return [...Map.groupBy(judged, ({ lesson }) => lesson)].flatMap(([lesson, rows]) => {
    const untimed = rows.filter((row) => row.isUntimed);
    if (untimed.length === 0) return [];
    const some = untimed.length === 1 ? "has" : "have";
    if (untimed.length === rows.length)
      return [
        `Lesson ${lesson}: ${rows.length === 1 ? "the only notebook has no time" : `none of the ${rows.length} notebooks has a time`}, so nothing tells what came in time, and the due date made nothing late.`,
      ];
    const names = untimed.slice(0, MOST_NAMED).map(({ student }) => shownName(student.name ?? student.id));
    const more = untimed.length - names.length;
    const isStated = rows.some(({ time }) => time.time === undefined && time.statedAt !== undefined);
    return [
      `Lesson ${lesson}: ${untimed.length} of ${rows.length} notebooks ${some} no time, so nothing tells whether ${untimed.length === 1 ? "it" : "they"} came in time, and the due date made none of them late: ${names.join(", ")}${more === 0 ? "" : ` and ${more} more, with "noTime" in gradebook.json`}. The rules were applied to the others.${isStated ? " Since so many have none, a student may have written a time, which counts only where it is late." : ""}`,
    ];
  });
}
