import { parseArgs } from "node:util";
import type { SandboxKind } from "../sandbox/isolation/index.ts";
import { sandboxComplaint, sandboxWords } from "./sandbox-words.ts";

/** What was asked for on the command line. */
export interface GradeCommandOptions {
  readonly submissions: readonly string[];
  readonly out: string;
  readonly roster?: string;
  readonly rules?: string;
  readonly lessons?: readonly string[];
  readonly sandbox?: SandboxKind;
  readonly regrade: boolean;
  readonly jobs?: number;
  readonly root?: string;
}

export const gradeHelp = `Usage: npm run grade -- SUBMISSIONS... --out GRADEBOOK [options]

Grades a class: runs every notebook's exercises against all checks, the hidden ones too, each answer in a
sandbox, and writes a gradebook, feedback pages and what learning platforms import. SUBMISSIONS are folders
laid out as <student>/<lesson>.ipynb or <student>/<assignment>/<lesson>.ipynb, and the zips that Canvas,
Moodle and Gradescope give. Stopped or killed, it goes on where it was when it is started again.

Options:
  --out FOLDER      where the gradebook goes; nothing outside it is written
  --roster FILE     the class as CSV: Canvas's gradebook export, Moodle's grading worksheet, or a list
  --rules FILE      due dates, what lateness costs, extensions: JSON, see docs/instructors.md
  --lesson ID       grade this lesson, such as 01 (may be given several times; default: all that were handed in)
  --regrade         grade everything anew, and print who moved, by how much, because of which check
  --sandbox KIND    ${sandboxWords}, see docs/sandbox.md
                    (default: bwrap, else unshare; the others only when you say so)
  --jobs N          notebooks graded at once (default: five for two cores)
  --root FOLDER     the course's folder (default: the one this program belongs to)
  --help            this text

Points that a person gives are entered in GRADEBOOK/manual.csv; run the same command again afterwards.
Exit code: 0 when the gradebook is written, 1 when grading failed, 2 when there was nothing to begin with,
130 when it was interrupted.
`;

/** A command line that makes no sense: one sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "USAGE";
}

/** Reads the command line. @returns undefined when only help was asked for @throws UsageError */
export function gradeOptions(argv: readonly string[]): GradeCommandOptions | undefined {
  const { values, positionals } = parsed(argv);
  if (values.help) return undefined;
  if (positionals.length === 0)
    throw new UsageError("Which submissions? For example: npm run grade -- submissions/ --out gradebook/");
  if (values.out === undefined)
    throw new UsageError(
      "Where should the gradebook go? Add --out with a folder, for example --out gradebook/",
    );
  const complaint = sandboxComplaint(values.sandbox);
  if (complaint !== undefined) throw new UsageError(complaint);
  const jobs = values.jobs === undefined ? undefined : Number(values.jobs);
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 1 && jobs <= 1024))
    throw new UsageError(`--jobs is a whole number from 1 on, not ${values.jobs}.`);
  return {
    submissions: positionals,
    out: values.out,
    regrade: values.regrade ?? false,
    ...(values.roster === undefined ? {} : { roster: values.roster }),
    ...(values.rules === undefined ? {} : { rules: values.rules }),
    ...(values.lesson === undefined ? {} : { lessons: values.lesson.map((id) => id.padStart(2, "0")) }),
    ...(values.sandbox === undefined ? {} : { sandbox: values.sandbox as SandboxKind }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(values.root === undefined ? {} : { root: values.root }),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: "string", short: "o" },
        roster: { type: "string" },
        rules: { type: "string" },
        lesson: { type: "string", multiple: true },
        regrade: { type: "boolean" },
        sandbox: { type: "string" },
        jobs: { type: "string" },
        root: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const [what] = (error as Error).message.split(". ");
    throw new UsageError(`${what}. Run npm run grade -- --help to see what there is.`);
  }
}
