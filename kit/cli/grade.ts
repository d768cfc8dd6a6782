import { UsageError } from "../common/command-line.mjs";
import type { GradeRequest } from "./grade/grade-submissions.ts";
import { courseFolder, existingFromCaller, fromCaller, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";
import { readSandboxKind, sandboxWords } from "./run-command/sandbox-option.ts";

/** `npm run grade`. */
export const gradeCommand = defineCommand(
  {
    name: "grade",
    usage: ["-- SUBMISSIONS... --out GRADEBOOK [options]", "-- --review GRADEBOOK"],
    about: `Grades a class: runs every notebook's exercises against all checks, the hidden ones too, each answer in a
sandbox, and writes a gradebook, feedback pages and what learning platforms import. SUBMISSIONS are folders
laid out as <student>/<lesson>.ipynb or <student>/<assignment>/<lesson>.ipynb, and the zips that Canvas,
Moodle and Gradescope give. Stopped or killed, it goes on where it was when it is started again.`,
    positionals: true,
    options: {
      out: {
        value: "FOLDER",
        short: "o",
        help: "where the gradebook goes; nothing outside it is written",
      },
      roster: {
        value: "FILE",
        help: "the class as CSV: Canvas's gradebook export, Moodle's grading worksheet, or a list",
      },
      groups: {
        value: "FILE",
        help: "who works together, as CSV with a group and a student a line: one hands in for all",
      },
      rules: {
        value: "FILE",
        help: "due dates, what lateness costs, extensions: JSON, see docs/instructors.md",
      },
      lesson: {
        value: "ID",
        help: "grade this lesson, such as 01, instead of all that were handed in",
        multiple: true,
      },
      regrade: { help: "grade everything anew, and print who moved, by how much, because of which check" },
      seed: {
        value: "TEXT",
        help: `draws the inputs of the checks from this text, to grade as another gradebook did
(default: a secret that the first run makes, in GRADEBOOK/.grade/seed)`,
      },
      sandbox: {
        value: "KIND",
        help: `${sandboxWords}, see docs/sandbox.md\n(default: bwrap, else unshare; the others only when you say so)`,
      },
      review: {
        value: "GRADEBOOK",
        help: "enter the points that a person gives, in a page on this machine",
      },
      workers: {
        value: "URL",
        help: `let other machines grade: the engine, redis:// or postgres://, or "here" for the project's embedded one;
each of them runs npm run worker -- --grade --url URL`,
      },
      queue: { value: "NAME", help: "the queue of those machines", default: "grade" },
      jobs: { value: "N", help: "notebooks graded at once (default: five for two cores)" },
      root: rootOption,
    },
    closing: `Points that a person gives are entered in GRADEBOOK/manual.csv; run the same command again afterwards.
Exit code: 0 when the gradebook is written, 1 when grading failed, 2 when there was nothing to begin with,
130 when it was interrupted.`,
  },
  async ({ values, positionals }, tools) => {
    if (values.review !== undefined) {
      if (positionals.length > 0 || values.out !== undefined)
        throw new UsageError("--review takes the folder of a gradebook and nothing else.");
      const { reviewGradebook } = await import("./grade/review-gradebook.ts");
      return reviewGradebook(existingFromCaller(values.review), tools);
    }
    const { out, roster, groups, rules, lesson, regrade, sandbox, seed, jobs, workers, queue, root } = values;
    if (positionals.length === 0)
      throw new UsageError("Which submissions? For example: npm run grade -- submissions/ --out gradebook/");
    if (out === undefined)
      throw new UsageError(
        "Where should the gradebook go? Add --out with a folder, for example --out gradebook/",
      );
    const request: GradeRequest = {
      root: courseFolder(root),
      submissions: positionals.map(existingFromCaller),
      out: fromCaller(out),
      outAsTyped: out,
      regrade,
      ...(roster === undefined ? {} : { roster: existingFromCaller(roster) }),
      ...(groups === undefined ? {} : { groups: existingFromCaller(groups) }),
      ...(rules === undefined ? {} : { rules: existingFromCaller(rules) }),
      ...(lesson === undefined ? {} : { lessons: lesson.map((id) => id.padStart(2, "0")) }),
      ...(sandbox === undefined ? {} : { sandbox: readSandboxKind(sandbox) }),
      ...(seed === undefined ? {} : { seed: readSeed(seed) }),
      ...(workers === undefined
        ? {}
        : { machines: { queue, ...(workers === "here" ? {} : { url: workers }) } }),
      ...(jobs === undefined ? {} : { jobs: readJobs(jobs) }),
    };
    const { gradeSubmissions } = await import("./grade/grade-submissions.ts");
    return gradeSubmissions(request, tools);
  },
);

/** Notebooks graded at once, at most. */
const MOST_JOBS = 1024;

function readSeed(text: string): string {
  if (/^\S(?:.{0,198}\S)?$/.test(text)) return text;
  throw new UsageError("--seed is a text of 1 to 200 characters in one line, without a space at its ends.");
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new UsageError(`--jobs is a whole number from 1 on, not ${text}.`);
}

if (import.meta.main) await runInterruptibly(gradeCommand);
