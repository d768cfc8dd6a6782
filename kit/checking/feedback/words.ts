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
export function checkMark(check: Pick<CheckReport, "status">): "✓" | "✗" | "○" {
  if (check.status === "open") return "○";
  return check.status === "passed" ? "✓" : "✗";
}

/** The points of an exercise in words: those that were reached, or that they are open. */
export function reachedText({ points, maxPoints, needs, openPoints = 0 }: ExerciseResult): string {
  if (needs) return `not judged, ${pointsText(maxPoints)} open`;
  return `${points} of ${pointsText(maxPoints)}${openPoints > 0 ? `, ${openPoints} open` : ""}`;
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
  if (check.unexplored && report.problem === undefined) return { own: check.message };
  if (check.status === "passed" || report.problem !== undefined || report.state === "starter") return {};
  if (isToldAlready(check, report)) return {};
  const pointer = pointerOf(check);
  const reread = pointer === undefined ? {} : { reread: pointer };
  const { expected, got } = check;
  if (expected === undefined || got === undefined)
    return { own: withoutEnd(check.message, pointer), ...reread };
  const own = /^(.+?): expected /s.exec(check.message)?.[1];
  return { ...(own ? { own } : {}), expected, got, ...reread };
}

/** Whether a check above has said the very same: an answer that never ends, or loses all of its agents, fails many checks for one reason. */
function isToldAlready(check: CheckReport, { checks }: ExerciseReport): boolean {
  // Two values stand beneath each check that compared some.
  if (check.expected !== undefined) return false;
  return checks
    .slice(0, checks.indexOf(check))
    .some(({ hidden, status, message }) => !hidden && status === check.status && message === check.message);
}

/** The sentence that says what to read again, as the check's message ends. */
function pointerOf({ reread, rereadAt }: CheckReport): string | undefined {
  if (reread === undefined) return undefined;
  return `Reread “${reread}”${rereadAt === undefined ? "" : ` in lesson ${rereadAt.lesson}`}.`;
}

const withoutEnd = (text: string, end: string | undefined) =>
  end !== undefined && text.endsWith(` ${end}`) ? text.slice(0, -end.length - 1) : text;
