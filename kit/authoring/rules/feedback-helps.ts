import type { CheckReport, ExerciseReport } from "../../checking/index.ts";
import type { Finding } from "../finding.ts";
import { plainHeading } from "../prose/headings.ts";
import type { Trial } from "../trials/trial.ts";

/** Says what ought to be, beside a comparison's own "expected". */
const EXPECTATION =
  /\bexpected\b|goes wrong:|\b(?:at most|at least|exactly|instead of|must|should|has to|have to|needs?|belongs?|comes out|only when|never|always|every|each|before|until)\b|(?:^|[.:;!?”)] )(?:Add|Await|Ask|Call|Catch|Choose|Clear|Close|Copy|Count|End|Freeze|Give|Hand|Hold|Keep|Launch|Leave|Let|Look|Make|Measure|Name|Notify|Pass|Put|Read|Release|Report|Return|Send|Set|Share|Start|Stop|Store|Take|Tell|Throw|Transfer|Try|Unlock|Use|Wait|Wake|Write)\b/;

/** Says what came, beside a comparison's own "got". */
const RECEIVED =
  /\bgot\b|goes wrong:|What happened:|\bexpected\b.+\bto\b|\byou (?:\w+ )?(?:\w+ed|gave|got|kept|left|lost|ran|sent|threw|took|wrote)\b|\b(?:was|were|came|gave|got|held|kept|left|lost|ran|returned|stood|still|threw|took|went|ended|answered|arrived|reported|finished|started|failed|waited|printed|received|happened|changed|stayed|reached|called|released|entered)\b/i;

/**
 * The feedback that a wrong answer gets names what was expected, what came, and what to read again. The last is a section of the lesson
 * (`reread` of the check, or “Heading” in its message), an exercise or a lesson.
 */
export function feedbackHelps(
  { lesson, exercise, file, fails }: Trial,
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

function lacks(check: CheckReport, headings: ReadonlySet<string>): string[] {
  const { message, expected, got } = check;
  const found: string[] = [];
  // Of an answer that threw or lacks a name the check's own name says what was expected.
  const byName = /^Your answer (?:threw|does not define)\b/.test(message);
  if (expected === undefined && !byName && !EXPECTATION.test(message))
    found.push("does not say what was expected: say it, or compare two values.");
  if (got === undefined && !RECEIVED.test(message))
    found.push("does not say what came: name the value, or compare two values.");
  const named = sectionsNamed(message);
  const unknown = named.filter((section) => !headings.has(plainHeading(section)));
  if (unknown.length > 0)
    found.push(
      `sends learners to “${unknown.join("”, “")}”, which is no heading of this lesson or of one before it.`,
    );
  else if (
    named.length === 0 &&
    !/\b(?:exercise \d\d\.\d+|lesson \d\d|the pitfall)\b|[Rr]eread `/.test(message)
  )
    found.push(
      'does not say what to read again: give the check { reread: "A HEADING OF THE LESSON" }, or name it in the message as Reread “…”.',
    );
  return found;
}

/** The headings that a message tells learners to read again. */
function sectionsNamed(message: string): string[] {
  return [...message.matchAll(/\breread ((?:“[^”]+”(?:,? and |, )?)+)/gi)].flatMap(([, list = ""]) =>
    [...list.matchAll(/“([^”]+)”/g)].map((match) => match[1] as string),
  );
}
