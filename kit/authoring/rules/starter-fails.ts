import type { ExerciseReport } from "../../checking/index.ts";
import type { Finding } from "../finding.ts";
import type { Trial } from "../trials/trial.ts";

/** Every check fails on the exercise as it is handed out, one by one: a point that nobody has to work for says nothing. */
export function starterFails({ lesson, exercise, file }: Trial, report: ExerciseReport): Finding[] {
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
