import type { ExerciseReport } from "../../checking/index.ts";
import type { CaseResult } from "../cases/answer-runner.ts";
import type { Finding } from "../finding.ts";

/** A check that throws even on the solution: whatever else is found about it has this one cause. */
export interface BrokenCheck {
  readonly exercise: string;
  readonly name: string;
  readonly finding: Finding;
}

/** The checks that throw by themselves on the solution, each with one finding at the place where it throws. */
export function brokenChecks(results: readonly CaseResult[]): BrokenCheck[] {
  const broken = new Map<string, BrokenCheck>();
  for (const { answerCase, report } of results) {
    if (answerCase.kind !== "solution") continue;
    const { exercise, lesson } = answerCase;
    for (const { name, defect } of report.checks) {
      if (defect === undefined) continue;
      const [, file = "", line, column] = /^(.+):(\d+):(\d+)$/.exec(defect.at) ?? [];
      const tried = results.filter((result) => hasTried(result, exercise, name));
      const erred = tried.filter((result) => hasErred(result, name)).length;
      const on =
        erred === tried.length ? "every answer" : `${erred} of ${tried.length} answers, the solution too`;
      broken.set(`${exercise} ${name}`, {
        exercise,
        name,
        finding: {
          rule: "checks-never-err",
          lesson,
          exercise,
          file,
          line: Number(line),
          column: Number(column),
          message: `the check "${name}" itself throws (${defect.error}) on ${on}: mend the check.`,
        },
      });
    }
  }
  return [...broken.values()];
}

/** Whether a finding on an answer has a broken check as its cause: it names the check, or the exercise waits for one with such a check. */
export function isCausedBy(
  broken: readonly BrokenCheck[],
  { exercise, message }: Finding,
  { needs = [] }: ExerciseReport,
): boolean {
  return broken.some(
    (check) =>
      needs.includes(check.exercise) || (check.exercise === exercise && message.includes(`"${check.name}"`)),
  );
}

/** A starter throws before most checks come to their fault. */
const hasTried = ({ answerCase, report }: CaseResult, exercise: string, name: string) =>
  answerCase.exercise === exercise &&
  answerCase.kind !== "starter" &&
  report.checks.some((check) => check.name === name);

const hasErred = ({ report }: CaseResult, name: string) =>
  report.checks.some((check) => check.name === name && check.isDefect === true);
