import type { CheckReport, ExerciseReport } from "../../checking/index.ts";
import type { AnswerCase } from "../cases/answer-case.ts";
import type { Finding } from "../finding.ts";
import { plainHeading } from "../prose/headings.ts";

/** The messages of assertions that have no message of their own and compare no values. */
const SAYS_NOTHING = /^(?:assert\.fail\(\)|Unspecified AssertionError)?\.?$/;

/**
 * The feedback on a wrong answer says what came, and sends learners to headings that exist. What was expected stands in the compared value, in the
 * check's `expected` or in its name; `checksAreExplained` asks for that and for `reread`.
 */
export function feedbackHelps(
  { lesson, exercise, file, fails }: AnswerCase,
  report: ExerciseReport,
  headings: ReadonlySet<string>,
): Finding[] {
  return report.checks
    .filter(({ name, status }) => fails.includes(name) && status === "failed")
    .flatMap((check) =>
      lacks(check, headings).map(
        (lack): Finding => ({
          rule: "feedback-helps",
          lesson,
          exercise,
          file,
          message: `the feedback of "${check.name}" ${lack} It says: ${check.message}`,
        }),
      ),
    );
}

function lacks({ name, message, got, reread }: CheckReport, headings: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const own = message
    .replace(/ Expected: .+$/s, "")
    .replace(reread === undefined ? "" : / Reread “[^”]+”(?: in lesson \d\d)?\.$/, "");
  if (got === undefined && (SAYS_NOTHING.test(own) || own.replace(/[.]$/, "") === name))
    found.push("does not say what came: give the assertion a message with the value, or compare two values.");
  const unknown = headingsNamed(message).filter((heading) => !headings.has(plainHeading(heading)));
  if (unknown.length > 0)
    found.push(
      `sends learners to “${unknown.join("”, “")}”, which is no heading of this lesson or of one before it.`,
    );
  return found;
}

/** The headings that a message tells learners to read again. */
function headingsNamed(message: string): string[] {
  return [...message.matchAll(/\breread ((?:“[^”]+”(?:,? and |, )?)+)/gi)].flatMap(([, list = ""]) =>
    [...list.matchAll(/“([^”]+)”/g)].map((match) => match[1] as string),
  );
}
