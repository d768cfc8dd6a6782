import type { CourseLesson } from "../../lesson/index.ts";
import type { Roster } from "../roster/roster.ts";
import type { Student } from "../roster/students.ts";
import type { LateRules } from "../rules/late-rules.ts";
import type { ManualPoints } from "../rules/manual-points.ts";

/** Says who of a roster is no student. */
export function staffSentence(roster: Roster | undefined): string[] {
  const staff = roster?.staff ?? [];
  if (staff.length === 0) return [];
  const names =
    staff.length > 5 ? `${staff.slice(0, 5).join(", ")} and ${staff.length - 5} more` : staff.join(", ");
  return [
    `On the roster, and no ${staff.length === 1 ? "student by its role" : "students by their roles"}: ${names}.`,
  ];
}

/** Says which lessons count no points for missing work: one stray notebook of another lesson must not cost everybody points. */
export function uncountedLessons(
  lessons: readonly CourseLesson[],
  rules: LateRules,
  isAskedFor: (lesson: string) => boolean,
): string[] {
  if (!rules.missingCountsAsZero) return [];
  const ids = lessons.map(({ id }) => id).filter((id) => !isAskedFor(id));
  return ids.length === 0
    ? []
    : [
        `Missing work counts no points in lesson ${ids.join(", ")}: if it was asked for, name it with --lesson or in "due" of the rules.`,
      ];
}

/** Says who the rules name and is not in the class, or is not one student alone. */
export function oddRules(rules: LateRules, students: readonly Student[]): string[] {
  const known = new Set(
    students.flatMap(({ id, name, email, roster }) => [
      id,
      name ?? "",
      email ?? "",
      ...(roster?.logins ?? []),
    ]),
  );
  return [
    ...rules
      .unknownStudents(known)
      .map((name) => `The rules give ${name} more time, who is nobody in this class: is the name right?`),
    ...rules
      .sharedNames()
      .map(
        (name) =>
          `The rules give ${name} more time, and several students are called so, none of whom got it: write the student's id.`,
      ),
  ];
}

/** Says who manual.csv names and is not in the class. */
export function oddManual(manual: ManualPoints, students: readonly Student[]): string[] {
  const known = new Set(students.map(({ id }) => id));
  return manual
    .all()
    .filter(({ student, points }) => points !== undefined && !known.has(student))
    .map(
      ({ student, line }) =>
        `manual.csv, line ${line}: ${student} is nobody in this class; the points count nowhere.`,
    );
}
