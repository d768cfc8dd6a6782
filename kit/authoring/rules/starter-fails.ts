import type { ExerciseReport } from "../../checking/index.ts";
import type { AnswerCase } from "../cases/answer-case.ts";
import type { Finding } from "../finding.ts";

/** Every check fails on the exercise as it is handed out: a check that passes there gives a point for nothing. */
export function starterFails({ lesson, exercise, file }: AnswerCase, report: ExerciseReport): Finding[] {
  const finding = (message: string): Finding => ({
    rule: "starter-fails",
    lesson,
    exercise,
    file,
    message,
  });
  if (report.problem !== undefined && report.checks.length === 0)
    return [finding(`it could not be checked: ${report.problem}`)];
  if (report.checks.length === 0)
    return [finding(`it has no checks: write some in test/checks/${lesson}.check.ts.`)];
  if (!report.checks.some(({ hidden }) => !hidden))
    return [finding("learners see none of its checks: make some of them visible.")];
  return report.checks
    .filter(({ status }) => status === "passed")
    .map(({ name }) =>
      finding(
        `the check "${name}" passes on the starter: let it ask for something that only an answer can give.`,
      ),
    );
}
