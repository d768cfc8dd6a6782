import type { ExerciseReport } from "../../checking/index.ts";
import type { AnswerCase } from "../cases/answer-case.ts";
import { caseName } from "../cases/answer-case.ts";
import type { Finding } from "../finding.ts";

/** No check errs, whatever the answer: an error of a check's own tells a learner nothing, and judges nothing. */
export function checksNeverErr(answerCase: AnswerCase, report: ExerciseReport): Finding[] {
  const { lesson, exercise, file } = answerCase;
  return report.checks
    .filter(({ isDefect }) => isDefect)
    .map(({ name, message }) => ({
      rule: "checks-never-err",
      lesson,
      exercise,
      file,
      message: `the check "${name}" errs on ${caseName(answerCase)}: let it assert what it needs before it uses it. It says: ${message}`,
    }));
}
