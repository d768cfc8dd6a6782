import type { ExerciseReport } from "../../checking/index.ts";
import type { AnswerCase } from "../cases/answer-case.ts";
import type { Finding } from "../finding.ts";

/** Each check that a wrong answer names fails on it, by an assertion of its own: not by a timeout or an error. */
export function wrongIsRejected(
  { lesson, exercise, file, fails }: AnswerCase,
  report: ExerciseReport,
): Finding[] {
  const finding = (message: string): Finding => ({
    rule: "wrong-is-rejected",
    lesson,
    exercise,
    file,
    message,
  });
  if (fails.length === 0)
    return [
      finding("no check is named for this answer: add a line `// fails: NAME OF THE CHECK` below its first."),
    ];
  if (report.problem !== undefined)
    return [
      finding(`it never reaches a check (${report.problem}): a mistake that learners make should compile.`),
    ];
  return fails.flatMap((name) => {
    const check = report.checks.find((candidate) => candidate.name === name);
    if (!check)
      return [
        finding(
          `the exercise has no check named "${name}"; it has ${report.checks.map((known) => `"${known.name}"`).join(", ")}.`,
        ),
      ];
    if (check.status === "passed")
      return [finding(`the check "${name}" accepts this wrong answer: sharpen the check.`)];
    if (check.status !== "failed")
      return [
        finding(
          `the check "${name}" did not judge this answer (${check.status}: ${check.message}): let the check itself notice the mistake and say so, before its time is up.`,
        ),
      ];
    return [];
  });
}
