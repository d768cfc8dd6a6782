/**
 * The process beside a notebook's kernel that checks answers: it holds vitest and the compiler, so that a check need not start them, and
 * keeps the checks away from the learner's code. It ends with the process that started it.
 *
 * Arguments: the course's folder.
 */

import {
  CheckFileError,
  type Grader,
  hasPassed,
  liveSubmission,
  notebookGrader,
  StoppedError,
  SubmissionError,
} from "../../checking/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { findExercise, LessonError } from "../../lesson/index.ts";
import { exerciseFingerprint } from "../progress/fingerprint.ts";
import { recordVerified } from "../progress/progress-file.ts";
import { promptOfBox } from "./box-facts.ts";
import { exerciseFacts } from "./exercise-facts.ts";
import type { CheckedExercise, ServerMessage, ServerRequest } from "./messages.ts";

const [root = process.cwd()] = process.argv.slice(2);
const say = (message: ServerMessage) => {
  if (process.connected) process.send?.(message);
};

let grader: Grader | undefined;
/** Made at the first need and again when its thread was lost, so that one bad moment does not last. */
function currentGrader(): Grader {
  if (grader?.lost) {
    void grader.close();
    grader = undefined;
  }
  grader ??= notebookGrader({ root });
  return grader;
}

async function checked(request: Extract<ServerRequest, { op: "check" }>): Promise<CheckedExercise> {
  const current = currentGrader();
  const { course } = current;
  const submission = liveSubmission(request.cells, request.exercise, course);
  const [report] = await current.check(submission, { ids: [request.exercise] });
  const facts = exerciseFacts(root, course, request.exercise);
  if (!report || !facts)
    throw new SubmissionError("NO_EXERCISE", `There is no exercise ${request.exercise}.`);
  if (!hasPassed(report)) return { report, facts };
  const exercise = findExercise(course, request.exercise)?.exercise;
  if (request.record && exercise)
    recordVerified(root, request.exercise, { exercise: exerciseFingerprint(exercise) });
  const explanation = exercise?.explanation;
  return { report, facts, ...(explanation === undefined ? {} : { explanation }) };
}

async function answer(request: Exclude<ServerRequest, { op: "stop" }>): Promise<ServerMessage> {
  try {
    if (request.op === "check") return { op: "checked", id: request.id, checked: await checked(request) };
    const { course } = currentGrader();
    if (request.op === "prompt")
      return {
        op: "prompted",
        id: request.id,
        prompted: promptOfBox(root, course, request.box, request.cells),
      };
    // Says which exercises there are when there is none of that id.
    liveSubmission(request.cells, request.exercise, course);
    const facts = exerciseFacts(root, course, request.exercise);
    if (facts) return { op: "facts", id: request.id, facts };
    return { op: "problem", id: request.id, sentence: `There is no exercise ${request.exercise}.` };
  } catch (error) {
    return { op: "problem", id: request.id, sentence: sentenceOf(error) };
  }
}

function sentenceOf(error: unknown): string {
  if (SubmissionError.is(error) || StoppedError.is(error) || LessonError.is(error)) return error.message;
  if (CheckFileError.is(error)) return `The checks of this lesson cannot be run: ${error.message}`;
  const message = errorMessage(error);
  return `The check could not be run (${message.split("\n")[0]}). Run the cell again; if that does not help, restart the kernel.`;
}

process.on("message", async (request: ServerRequest) => {
  if (request.op === "stop") return grader?.stop();
  const heart = setInterval(() => say({ op: "alive" }), 1000);
  try {
    say(await answer(request));
  } finally {
    clearInterval(heart);
  }
});

async function leave(): Promise<never> {
  // Whatever closing may wait for: nobody is left to wait with it.
  setTimeout(() => process.exit(0), 3000).unref();
  await grader?.close().catch(() => {});
  process.exit(0);
}
process.on("disconnect", () => void leave());
process.on("SIGTERM", () => void leave());
// Jupyter's interrupt is meant for the learner's code; the notebook says when a check should stop.
process.on("SIGINT", () => {});

try {
  await currentGrader().warm();
} catch {
  // The first request will say what is wrong.
}
say({ op: "ready" });
