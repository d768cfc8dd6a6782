/**
 * The process beside a notebook's kernel that checks answers. It holds vitest and the compiler, so that a check need not start them, and it
 * keeps the checks out of the learner's process. It ends with the process that started it.
 *
 * Arguments: the course's folder. SWARMLAB_CHECK_SANDBOX=off leaves out the sandbox around answers.
 */

import {
  CheckFileError,
  type CheckStep,
  type Grader,
  hasPassed,
  liveSubmission,
  locateExercises,
  notebookGrader,
  StoppedError,
  SubmissionError,
} from "../../checking/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { findExercise, LessonError, openExplanation } from "../../lesson/index.ts";
import { exerciseFingerprint } from "../progress/fingerprint.ts";
import { recordVerified } from "../progress/progress-file.ts";
import { promptOfBox } from "./box-facts.ts";
import { checkSandbox } from "./check-sandbox.ts";
import { exerciseFacts } from "./exercise-facts.ts";
import type { CheckedExercise, ServerMessage, ServerRequest } from "./messages.ts";

/** How often the server shows that a request is at work. */
const HEARTBEAT_INTERVAL_MS = 1000;
/** How long closing may take after the notebook has ended. */
const CLOSE_TIMEOUT_MS = 3000;

const [root = process.cwd()] = process.argv.slice(2);
const send = (message: ServerMessage) => {
  if (process.connected) process.send?.(message);
};

let grader: Grader | undefined;
/** How often a check was to be stopped. */
let stops = 0;
/** What the grader's sandbox was made of. */
let graderKey: string | undefined;
let making: Promise<Grader> = Promise.reject(new Error("There is none yet."));
making.catch(() => {});

/** The grader. It is made at the first use, and again after its thread was lost, and when the lab that its sandbox holds was built anew. */
function currentGrader(): Promise<Grader> {
  const made = making.then(nextGrader, nextGrader);
  making = made;
  made.catch(() => {});
  return made;
}

async function nextGrader(): Promise<Grader> {
  const { key, sandbox } = await checkSandbox(root);
  if (grader && (grader.lost || key !== graderKey)) {
    void grader.close();
    grader = undefined;
  }
  graderKey = key;
  grader ??= notebookGrader({ root, ...(sandbox ? { sandbox } : {}) });
  return grader;
}

async function checked(request: Extract<ServerRequest, { op: "check" }>): Promise<CheckedExercise> {
  const before = stops;
  const current = await currentGrader();
  // The check was interrupted while the sandbox was made, when there was no grader to stop.
  if (stops !== before) throw new StoppedError();
  const { course } = current;
  const submission = liveSubmission(request.cells, request.exercise, course);
  const onStep = (step: CheckStep) => send({ op: "step", asked: request.exercise, step });
  const [report] = await current.check(submission, { ids: [request.exercise], onStep });
  const facts = exerciseFacts(root, course, request.exercise);
  if (!report || !facts)
    throw new SubmissionError("NO_EXERCISE", `There is no exercise ${request.exercise}.`);
  if (!hasPassed(report)) return { report, facts };
  const exercise = findExercise(course, request.exercise)?.exercise;
  const unsaved =
    request.record && exercise
      ? recordVerified(root, request.exercise, { exercise: exerciseFingerprint(exercise) })
      : undefined;
  const explanation = exercise && openExplanation(root, exercise);
  return {
    report,
    facts,
    ...(explanation === undefined ? {} : { explanation }),
    ...(unsaved === undefined ? {} : { unsaved }),
  };
}

async function answer(request: Exclude<ServerRequest, { op: "stop" }>): Promise<ServerMessage> {
  try {
    if (request.op === "check") return { op: "checked", id: request.id, checked: await checked(request) };
    const { course } = await currentGrader();
    if (request.op === "prompt")
      return {
        op: "prompted",
        id: request.id,
        prompted: promptOfBox(root, course, request.box, request.cells),
      };
    // It throws for an unknown id, with a sentence that lists the exercises.
    const submission = liveSubmission(request.cells, request.exercise, course);
    const facts = exerciseFacts(root, course, request.exercise);
    const own = locateExercises(submission).find(({ exercise }) => exercise.id === request.exercise);
    if (facts) return { op: "facts", id: request.id, facts, code: own?.cell?.source ?? "" };
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
  if (request.op === "stop") {
    stops++;
    return grader?.stop();
  }
  const heartbeat = setInterval(() => send({ op: "alive" }), HEARTBEAT_INTERVAL_MS);
  try {
    send(await answer(request));
  } finally {
    clearInterval(heartbeat);
  }
});

async function exit(): Promise<never> {
  // Closing must not keep the process alive for long: its parent has ended.
  setTimeout(() => process.exit(0), CLOSE_TIMEOUT_MS).unref();
  await grader?.close().catch(() => {});
  process.exit(0);
}
process.on("disconnect", () => void exit());
process.on("SIGTERM", () => void exit());
// Jupyter's interrupt is for the learner's code. The notebook sends `stop` to stop a check.
process.on("SIGINT", () => {});

try {
  await (await currentGrader()).warm();
} catch {
  // The first request reports the error.
}
send({ op: "ready" });
