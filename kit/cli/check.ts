import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  CheckFileError,
  type ExerciseReport,
  exerciseText,
  Grader,
  hasPassed,
  lessonResult,
  lessonText,
  readNotebook,
  type Submission,
  SubmissionError,
} from "../checking/index.ts";
import { courseRoot } from "../common/course-root.ts";
import { LessonError, loadCourse } from "../lesson/index.ts";
import { exerciseFingerprint, recordVerified } from "../notebook/progress/index.ts";
import type { SandboxKind } from "../sandbox/isolation/plan.ts";
import type { Sandbox } from "../sandbox/isolation/sandbox.ts";
import { sandboxComplaint, sandboxWords } from "./sandbox-words.ts";

const help = `Usage: npm run check -- NOTEBOOK [options]

Runs the checks of a lesson on the exercises of a notebook and says what holds and what does not.
The code in the file counts, not its outputs: save the notebook first.

Options:
  --json           print the result as JSON: {lesson, points, maxPoints, exercises: [{id, title, points, maxPoints, checks}]}
  --exercise ID    check one exercise only, such as 01.2 (may be given several times)
  --sandbox KIND   how the code is walled in: ${sandboxWords}, see docs/sandbox.md
                   (default: bwrap, else unshare, where one works)
  --seed N         run checks that repeat themselves once, with this seed, to see a failure again
  --root FOLDER    the course's folder (default: the one this program belongs to)
  --help           this text

Exit code: 0 when every check passed, 1 when one did not, 2 when there was nothing to check.
`;

/** Where the command writes. */
export interface CheckStreams {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean };
  readonly err: NodeJS.WritableStream;
}

/** `npm run check`. @returns the exit code */
export async function checkCommand(argv: readonly string[], { out, err }: CheckStreams): Promise<number> {
  const complain = (sentence: string) => {
    err.write(`${sentence}\n`);
    return 2;
  };
  let options: ReturnType<typeof parse>;
  try {
    options = parse(argv);
  } catch (error) {
    return complain(
      `${(error as Error).message.split(". ")[0]}. Run npm run check -- --help to see what there is.`,
    );
  }
  const { values, positionals } = options;
  if (values.help) {
    out.write(help);
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined)
    return complain("Which notebook? Give its path, for example: npm run check -- work/01-one-agent.ipynb");
  if (more.length > 0)
    return complain(
      `One notebook at a time: ${more.join(", ")} ${more.length === 1 ? "is" : "are"} too many.`,
    );

  const asked = values.sandbox;
  const complaint = sandboxComplaint(asked);
  if (complaint !== undefined) return complain(complaint);

  if (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed))
    return complain(`A seed is a whole number, not ${values.seed}.`);

  let grader: Grader | undefined;
  let sandbox: Sandbox | undefined;
  let isLeaving = false;
  const leave = async (code: number) => {
    isLeaving = true;
    await grader?.close();
    await sandbox?.close();
    process.exit(code);
  };
  const onInterrupt = () => void leave(130);
  const onTerminate = () => void leave(143);
  process.once("SIGINT", onInterrupt).once("SIGTERM", onTerminate).once("SIGHUP", onTerminate);
  try {
    const root = resolve(values.root ?? courseRoot());
    const notebook = fromCaller(file);
    const submission = readNotebook(notebook, loadCourse(root));
    const ids = knownExercises(submission, values.exercise);
    // Only now, so that a slip in the command is answered at once.
    const found = await (await import("../sandbox/isolation/index.ts")).findSandbox({
      root,
      ...(asked === undefined ? {} : { prefer: asked as SandboxKind }),
    });
    if (found.kind === "missing" && asked !== undefined) return complain(found.sentence);
    if (found.kind !== "missing") sandbox = found;
    const isOwn = isInside(join(root, "work"), notebook);
    if (!isOwn) err.write(`${warning(file, sandbox)}\n\n`);
    grader = new Grader({
      root,
      ...(sandbox ? { sandbox: sandbox.plan } : {}),
      ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
    });
    const onReport = isOwn ? (report: ExerciseReport) => recordIfPassed(root, submission, report) : () => {};
    return await checkSubmission(grader, submission, { json: values.json ?? false, ids, onReport }, out);
  } catch (error) {
    // Closing ends what was under way.
    if (isLeaving) return await new Promise<never>(() => {});
    if (
      error instanceof SubmissionError ||
      error instanceof CheckFileError ||
      LessonError.isLessonError(error)
    )
      return complain(error.message);
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate).off("SIGHUP", onTerminate);
    await grader?.close();
    await sandbox?.close();
  }
}

/** A learner's own notebook counts for progress here as it does in JupyterLab. */
function recordIfPassed(root: string, { lesson }: Submission, report: ExerciseReport): void {
  const exercise = lesson.exercises.find(({ id }) => id === report.id);
  if (exercise && hasPassed(report))
    recordVerified(root, report.id, { exercise: exerciseFingerprint(exercise) });
}

/** Said of code that may be somebody else's. */
function warning(file: string, sandbox: Sandbox | undefined): string {
  const what = `${file} is not in work/, so its code may be somebody else's.`;
  return sandbox === undefined || sandbox.kind === "none"
    ? `${what} It runs without a sandbox here, with all that you may do on this machine: check only code that you trust.`
    : `${what} It runs in a sandbox (${sandbox.kind}).`;
}

function isInside(folder: string, file: string): boolean {
  const path = relative(realpathOf(folder), realpathOf(file));
  return path !== "" && !path.startsWith("..") && !isAbsolute(path);
}

function realpathOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      exercise: { type: "string", multiple: true },
      sandbox: { type: "string" },
      seed: { type: "string" },
      root: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });

async function checkSubmission(
  grader: Grader,
  submission: Submission,
  {
    json,
    ids,
    onReport: tell,
  }: { json: boolean; ids: readonly string[]; onReport: (report: ExerciseReport) => void },
  out: CheckStreams["out"],
): Promise<number> {
  const color = out.isTTY === true && process.env.NO_COLOR === undefined;
  const reports = await grader.check(submission, {
    ids,
    onReport: (report) => {
      tell(report);
      if (!json) out.write(`${exerciseText(report, { color })}\n\n`);
    },
  });
  const result = lessonResult(submission.lesson.id, reports);
  out.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${lessonText(result, { color })}\n`);
  return reports.every(hasPassed) ? 0 : 1;
}

/** The exercises that were asked for, all of them where none was named. */
function knownExercises({ lesson }: Submission, asked: readonly string[] | undefined): readonly string[] {
  const known = lesson.exercises.map((exercise) => exercise.id);
  const unknown = asked?.find((id) => !known.includes(id));
  if (unknown === undefined) return asked ?? known;
  throw new SubmissionError(
    "NO_EXERCISE",
    `Lesson ${lesson.id} has no exercise ${unknown}. It has ${known.join(", ") || "none"}.`,
  );
}

/** npm runs scripts in the project's folder; the path was typed where npm was called. */
function fromCaller(file: string): string {
  const here = resolve(file);
  const caller = process.env.INIT_CWD;
  return !existsSync(here) && caller ? resolve(caller, file) : here;
}

if (import.meta.main) {
  // Whoever reads our output may have read enough, as `head` does.
  process.stdout.on("error", () => {});
  process.exitCode = await checkCommand(process.argv.slice(2), { out: process.stdout, err: process.stderr });
}
