import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import {
  CheckFileError,
  type CheckStep,
  type ExerciseReport,
  exerciseText,
  type Grader,
  hasPassed,
  lessonResult,
  lessonText,
  notebookGrader,
  readNotebook,
  type Submission,
  SubmissionError,
} from "../../checking/index.ts";
import { isLearnersCopy } from "../../common/release-mark.ts";
import { LessonError, loadCourse } from "../../lesson/index.ts";
import { exerciseFingerprint, recordVerified } from "../../notebook/index.ts";
import { findSandbox, type Sandbox, type SandboxKind } from "../../sandbox/index.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import { StepLine } from "./step-line.ts";

/** What to check, and how. */
export interface CheckRequest {
  /** The course's folder. */
  readonly root: string;
  /** The notebook as the user named it. */
  readonly file: string;
  /** Its absolute path. */
  readonly notebook: string;
  readonly json: boolean;
  /** The exercises to check. @default all of the lesson */
  readonly exercises?: readonly string[];
  /** The only kind of sandbox to use. @default the best one that works here */
  readonly sandbox?: SandboxKind;
  readonly seed?: number;
}

/**
 * Checks a notebook and prints the results. A signal closes the processes of grading and ends this process.
 *
 * @returns the exit code
 * @throws CommandFailure when there is nothing to check
 */
export async function checkNotebook(request: CheckRequest, { out, err }: CommandTools): Promise<number> {
  const { root, file, notebook, json, seed } = request;
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
    const submission = readNotebook(notebook, loadCourse(root));
    const ids = knownExercises(submission, request.exercises);
    // Said before anything slow is started.
    if (!json) out.write(`${beginning(submission, ids)}\n\n`);
    const found = await findSandbox({ root, ...(request.sandbox ? { prefer: request.sandbox } : {}) });
    if (found.kind === "missing" && request.sandbox !== undefined)
      throw new CommandFailure(found.sentence, NOTHING_TO_CHECK);
    if (found.kind !== "missing") sandbox = found;
    const isOwn = isInside(join(root, "work"), notebook);
    if (!isOwn) err.write(`${warning(file, sandbox)}\n\n`);
    grader = notebookGrader({
      root,
      ...(sandbox ? { sandbox: sandbox.config } : {}),
      ...(seed === undefined ? {} : { seed }),
    });
    const onReport = (report: ExerciseReport) => {
      const unsaved = isOwn ? recordIfPassed(root, submission, report) : undefined;
      if (unsaved !== undefined) err.write(`${unsaved}\n`);
    };
    const steps = new StepLine(err);
    return await checkSubmission(
      grader,
      submission,
      { json, ids, onReport, steps, graded: isLearnersCopy(root) },
      out,
    );
  } catch (error) {
    // A signal has closed the grader: the errors of the checks that it ended are not shown.
    if (isLeaving) return await new Promise<never>(() => {});
    if (SubmissionError.is(error) || CheckFileError.is(error) || LessonError.is(error))
      throw new CommandFailure(error.message, NOTHING_TO_CHECK, { cause: error });
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate).off("SIGHUP", onTerminate);
    await grader?.close();
    await sandbox?.close();
  }
}

/** Exit code. */
const NOTHING_TO_CHECK = 2;

/** A learner's own notebook counts for progress here as it does in JupyterLab. Returns a sentence where it could not be saved. */
function recordIfPassed(root: string, { lesson }: Submission, report: ExerciseReport): string | undefined {
  const exercise = lesson.exercises.find(({ id }) => id === report.id);
  if (exercise === undefined || !hasPassed(report)) return undefined;
  return recordVerified(root, report.id, { exercise: exerciseFingerprint(exercise) });
}

/** The warning for code that the learner may not have written. */
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

async function checkSubmission(
  grader: Grader,
  submission: Submission,
  {
    json,
    ids,
    onReport: record,
    steps,
    graded,
  }: {
    json: boolean;
    ids: readonly string[];
    onReport: (report: ExerciseReport) => void;
    steps: StepLine;
    graded: boolean;
  },
  out: CommandTools["out"],
): Promise<number> {
  const color = out.isTTY === true && process.env.NO_COLOR === undefined;
  const checking = grader.check(submission, {
    ids,
    ...(json ? {} : { onStep: (step: CheckStep) => steps.show(step) }),
    onReport: (report) => {
      steps.clear();
      record(report);
      if (!json) out.write(`${exerciseText(report, { color, graded })}\n\n`);
    },
  });
  // A sentence about an error must not follow a step on its line.
  const reports = await checking.finally(() => steps.clear());
  const result = lessonResult(submission.lesson.id, reports);
  out.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${lessonText(result, { color })}\n`);
  return reports.every(hasPassed) ? 0 : 1;
}

/** The first line: what is checked. */
function beginning({ lesson }: Submission, ids: readonly string[]): string {
  const what = ids.length === 1 ? `exercise ${ids[0]}` : `${ids.length} exercises`;
  return `Checking lesson ${lesson.id}, ${lesson.title}: ${what} …`;
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
