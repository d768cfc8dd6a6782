import { reasonOf } from "../../checking/index.ts";
import type { CheckedExercise } from "../server/messages.ts";
import type { AskFacts } from "./ask-messages.ts";
import type { Attempt } from "./attempts.ts";

/** What the co-teacher is given, from a check. Hidden checks and the solution are no part of it. */
export function askFacts(
  { report, facts }: CheckedExercise,
  code: string,
  hintsShown: number,
  attempts: readonly Attempt[],
): AskFacts {
  const { id, title, lessonTitle, task, names, hints } = facts;
  return {
    exercise: { id, title },
    lessonTitle,
    task,
    names,
    hintsSeen: hints.slice(0, hintsShown),
    code,
    checks: checkLines(report),
    attempts,
  };
}

function checkLines(report: CheckedExercise["report"]): string[] {
  if (report.problem !== undefined) return [`No check could run: ${report.problem}`];
  const visible = report.checks.filter(({ hidden }) => !hidden);
  const lines = visible.map((check) => {
    if (check.status === "passed") return `- holds: "${check.name}"`;
    const { own, expected, got } = reasonOf(check, report);
    const values = expected === undefined ? "" : ` expected ${expected}, got ${got ?? "nothing"}`;
    return `- ${check.status === "open" ? "could not be judged" : "fails"}: "${check.name}":${own === undefined ? "" : ` ${own}`}${values}`;
  });
  const holds = visible.length > 0 && visible.every(({ status }) => status === "passed");
  return holds ? [...lines, "Every check holds."] : lines;
}
