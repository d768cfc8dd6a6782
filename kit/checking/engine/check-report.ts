import { placeOf, type RunnableAnswer } from "../assembly/compile-answer.ts";
import type { CheckIdentity } from "../checks/request.ts";
import type { CheckReport } from "../report.ts";
import type { CheckRun } from "./check-runner.ts";
import type { HeadingPlace } from "./where-to-reread.ts";

/** The beginning of a report on a check that gave no points. */
export const withoutPoints = ({ name, points, hidden, essential }: CheckIdentity) => ({
  name,
  hidden,
  points: 0,
  maxPoints: points,
  ...(essential ? { essential } : {}),
});

/**
 * The report on a check: of its run, or that it did not run.
 *
 * @param placeOfHeading - where a heading of the course stands
 */
export function checkReport(
  check: CheckIdentity,
  runs: readonly CheckRun[],
  runnable: RunnableAnswer,
  placeOfHeading: (heading: string) => HeadingPlace | undefined,
): CheckReport {
  const outcome = runs.find(
    ({ identity }) => identity.exercise === check.exercise && identity.name === check.name,
  )?.outcome;
  if (!outcome)
    return {
      ...withoutPoints(check),
      status: "error",
      message: "The check did not report: run it again.",
      output: "",
      outputLength: 0,
    };
  const { position, ...rest } = outcome;
  const origin = position && runnable.origin(position[0]);
  const message = origin ? `${outcome.message} (${placeOf(origin).toLowerCase()})` : outcome.message;
  if (outcome.status === "passed") return { ...withoutPoints(check), ...rest, message, points: check.points };
  if (outcome.status === "open") {
    const waits = check.points === 1 ? "this point waits" : `these ${check.points} points wait`;
    return { ...withoutPoints(check), ...rest, message: `${sentence(message)} So ${waits} for a person.` };
  }
  const isToldByValues = outcome.status !== "failed" || outcome.expected !== undefined;
  const explained = isToldByValues ? message : withExpected(message, check);
  return { ...withoutPoints(check), ...rest, ...withPointer(explained, check, placeOfHeading) };
}

/** A check's message with the sentence that says what has to hold, unless the message holds it already. */
function withExpected(message: string, { expected }: CheckIdentity): string {
  if (expected === undefined || message.includes(expected)) return message;
  return `${sentence(message)} Expected: ${sentence(expected)}`;
}

/** A check's message with what to read again, unless the message says that already. */
function withPointer(
  message: string,
  { reread }: CheckIdentity,
  placeOfHeading: (heading: string) => HeadingPlace | undefined,
): Pick<CheckReport, "message" | "reread" | "rereadAt"> {
  if (reread === undefined || /\breread\b/i.test(message)) return { message };
  const place = placeOfHeading(reread);
  const where = place === undefined ? "" : ` in lesson ${place.lesson}`;
  return {
    message: `${sentence(message)} Reread “${reread}”${where}.`,
    reread,
    ...(place === undefined ? {} : { rereadAt: place }),
  };
}

const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
