import type { ExerciseReport } from "../../checking/index.ts";
import { type AnswerCase, caseName } from "../cases/answer-case.ts";
import type { Finding } from "../finding.ts";

/** Solutions and other correct answers pass every check, hidden checks too: checks judge what code does, not how it is written. */
export function correctPasses(answerCase: AnswerCase, report: ExerciseReport): Finding[] {
  const { kind, lesson, exercise, file } = answerCase;
  const rule = kind === "solution" ? "solution-passes" : "right-is-accepted";
  const finding = (message: string): Finding => ({ rule, lesson, exercise, file, message });
  if (report.problem !== undefined)
    return [finding(`${caseName(answerCase)} could not be checked: ${report.problem}`)];
  const advice =
    kind === "solution" ? "mend the solution or the check" : "loosen the check, or move the answer to wrong/";
  return report.checks
    .filter(({ status }) => status !== "passed")
    .map(({ name, status, message }) =>
      finding(`${caseName(answerCase)} does not pass "${name}" (${status}: ${message}): ${advice}.`),
    );
}
