import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LessonError } from "../lesson/index.ts";

/** The file in which a course says which rules its lessons need not keep, from the course's root. */
export const CONTRACT_FILE = "contract.json";

/** The rules about what a lesson has. A course may leave them out; the rules that make points just hold in every course. */
const OPTIONAL_RULES: ReadonlySet<string> = new Set([
  "has-every-part",
  "minutes-are-true",
  "enough-exercises",
  "enough-answers",
  "enough-essentials",
  "hints-climb",
  "pictures-have-words",
  "rereads-a-section",
  "spelling",
]);

/**
 * The rules that a course leaves out: `leaveOut` of its `contract.json`. A course without that file keeps all rules.
 * @throws LessonError `INVALID_COURSE` for a file of another shape, or a rule that cannot be left out
 */
export function leftOutRules(root: string): ReadonlySet<string> {
  const file = join(root, CONTRACT_FILE);
  if (!existsSync(file)) return new Set();
  const names = namesIn(readFileSync(file, "utf8"));
  const unknown = names.find((name) => !OPTIONAL_RULES.has(name));
  if (unknown !== undefined)
    throw new LessonError(
      "INVALID_COURSE",
      `${CONTRACT_FILE} leaves out "${unknown}". A course may leave out ${[...OPTIONAL_RULES].join(", ")}.`,
    );
  return new Set(names);
}

function namesIn(text: string): string[] {
  try {
    const { leaveOut } = JSON.parse(text) as { leaveOut?: unknown };
    if (Array.isArray(leaveOut) && leaveOut.every((name) => typeof name === "string")) return leaveOut;
  } catch {
    // Refused below, as is JSON of another shape.
  }
  throw new LessonError(
    "INVALID_COURSE",
    `${CONTRACT_FILE} is not of the form { "leaveOut": ["has-every-part"] }: mend it, or delete it to keep all rules.`,
  );
}
