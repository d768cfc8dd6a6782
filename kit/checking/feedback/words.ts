import {
  type CheckReport,
  costlyEssentials,
  type ExerciseReport,
  type ExerciseResult,
  pointsOf,
} from "../report.ts";

/** Characters of a learner's own output that feedback shows. */
export const SHOWN_OUTPUT_CHARACTERS = 500;

/** The mark beside a check's name. */
export function checkMark(check: Pick<CheckReport, "status" | "unexplored">): "✓" | "✗" | "○" {
  if (check.unexplored || check.status === "open") return "○";
  return check.status === "passed" ? "✓" : "✗";
}

/** The points of an exercise in words: those that were reached, or that they are open. */
export function reachedText({ points, maxPoints, needs }: ExerciseResult): string {
  return needs ? `not judged, ${pointsText(maxPoints)} open` : `${points} of ${pointsText(maxPoints)}`;
}

/** A number of points in words. */
export function pointsText(number: number): string {
  return number === 1 ? "1 point" : `${number} points`;
}

/** What a learner of a class reads beneath the checks. A learners' copy does not know how many more there are. */
export const MORE_CHECKS = "More checks run at grading.";

/** Why the points are fewer than those of the checks that passed, where an essential check did not; otherwise nothing. */
export function essentialSentence(checks: readonly CheckReport[]): string | undefined {
  const missing = costlyEssentials(checks).map(({ name, hidden }) =>
    hidden ? "a hidden check" : `“${name}”`,
  );
  if (missing.length === 0) return undefined;
  return `The exercise is about ${missing.join(" and ")}: until that passes, it gives ${pointsText(pointsOf(checks))} at most.`;
}

/** What the answer printed, cut to what is shown, with a caption; the longest output of all checks. */
export function learnersOutput(report: ExerciseReport): { caption: string; text: string } | undefined {
  const longest = report.checks.filter((check) => !check.hidden && check.outputLength > 0);
  const shown = longest.find((check) => check.status !== "passed") ?? longest[0];
  if (!shown) return undefined;
  const text = shown.output.slice(0, SHOWN_OUTPUT_CHARACTERS);
  const cut =
    shown.outputLength > text.length
      ? ` (the first ${text.length} of ${shown.outputLength.toLocaleString("en")} characters)`
      : "";
  return { caption: `Your code printed${cut}:`, text };
}

/** What feedback says beneath a check that did not pass; nothing where the exercise has one reason for all of its checks. */
export function reasonOf(
  check: CheckReport,
  report: ExerciseReport,
): { own?: string; expected?: string; got?: string; reread?: string } {
  // Every check gives the same reason for a cell in which nothing was written yet.
  if (check.unexplored) return { own: check.message };
  if (check.status === "passed" || report.problem !== undefined || report.state === "starter") return {};
  if (check.expected === undefined || check.got === undefined) return { own: check.message };
  const own = /^(.+?): expected /s.exec(check.message)?.[1];
  const pointer = check.reread === undefined ? {} : { reread: `Reread “${check.reread}”.` };
  return { ...(own ? { own } : {}), expected: check.expected, got: check.got, ...pointer };
}
