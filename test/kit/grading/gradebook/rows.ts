import type { CheckReport, ExerciseReport } from "../../../../kit/checking/report.ts";
import type { Row } from "../../../../kit/grading/gradebook/gradebook.ts";

/** A check as a grader reports it. */
export const check = (name: string, more: Partial<CheckReport> = {}): CheckReport => ({
  name,
  hidden: false,
  status: "passed",
  points: more.status === undefined || more.status === "passed" ? 1 : 0,
  maxPoints: 1,
  message: "",
  output: "",
  outputLength: 0,
  ...more,
});

export const report = (
  id: string,
  checks: readonly CheckReport[],
  more: Partial<ExerciseReport> = {},
): ExerciseReport => ({
  id,
  title: `Exercise ${id}`,
  state: "written",
  code: `// exercise ${id}`,
  notes: [],
  checks,
  hiddenChecks: checks.filter(({ hidden }) => hidden).length,
  hiddenPoints: 0,
  ...more,
});

/** A row of a gradebook with these reports. */
export function row(student: string, reports: readonly ExerciseReport[], more: Partial<Row> = {}): Row {
  const sum = (checks: readonly CheckReport[], pick: (check: CheckReport) => number) =>
    checks.reduce((total, one) => total + pick(one), 0);
  const exercises = reports.map(({ id, title, checks }) => ({
    id,
    title,
    points: sum(checks, ({ points }) => points),
    max: sum(checks, ({ maxPoints }) => maxPoints),
  }));
  return {
    student: { id: student },
    lesson: { id: "01", title: "Sums" },
    status: "graded",
    reason: "",
    total: exercises.reduce((total, { points }) => total + points, 0),
    max: exercises.reduce((total, { max }) => total + max, 0),
    takenOff: 0,
    exercises,
    manual: [],
    graded: { exercises: reports, manual: [], seconds: 1, exerciseSeconds: {} },
    ...more,
  };
}
