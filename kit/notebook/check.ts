import {
  type CheckStep,
  type ExerciseReport,
  type ExerciseResult,
  exerciseHtml,
  exerciseResult,
  exerciseText,
  messageHtml,
  nextStep,
  stepText,
} from "../checking/index.ts";
import { courseRoot } from "../common/course-root.ts";
import { errorMessage } from "../common/error-message.ts";
import { isLearnersCopy } from "../common/release-mark.ts";
import { kernelBridge } from "../kernel/index.ts";
import { type Display, openDisplay } from "./display.ts";
import { CheckServerError } from "./server/check-client.ts";
import type { CheckedExercise } from "./server/messages.ts";
import { executedCells, isLearnersNotebook, session } from "./session.ts";
import { shown } from "./shown.ts";

/** Time after which a running check shows a message, and time after which it shows which of its parts runs. */
const CHECKING_MESSAGE_DELAY_MS = 700;
const STEPS_DELAY_MS = 1000;

/**
 * Checks the answer in this notebook: shows what holds and what does not, and what to do next.
 *
 * @param id - the exercise, such as `"01.2"`
 * @returns the result, as `npm run check -- FILE --json` prints it; never throws
 */
export async function check(id: string): Promise<ExerciseResult> {
  const display = openDisplay();
  try {
    const checked = await runCheck(id, display);
    const { report, explanation, unsaved } = checked;
    const next = nextStep(report, {
      ...checked.facts,
      hints: checked.facts.hints.length,
      hintsShown: session().hints.shown(id),
    });
    const graded = isLearnersCopy(courseRoot());
    display.show({
      "text/html": [
        exerciseHtml(report, { next, graded, ...(explanation === undefined ? {} : { explanation }) }),
        ...(unsaved === undefined ? [] : [messageHtml(unsaved)]),
      ].join(""),
      "text/plain": [
        exerciseText(report, { next, graded }),
        ...(explanation === undefined ? [] : ["", explanation]),
        ...(unsaved === undefined ? [] : ["", unsaved]),
      ].join("\n"),
    });
    return shown(exerciseResult(report));
  } catch (error) {
    showProblem(display, error);
    return shown(exerciseResult(emptyReport(id)));
  }
}

/** Runs the checks of an exercise on the notebook's cells; an interrupt of the notebook stops them. */
export async function runCheck(id: string, display: Display): Promise<CheckedExercise> {
  const bridge = kernelBridge();
  if (!bridge) {
    throw new CheckServerError(
      "PROBLEM",
      "check() looks at the cells of a running notebook, and this is none. In a terminal, run: npm run check -- NOTEBOOK",
    );
  }
  const { client } = session();
  const stopListening = bridge.onInterrupt(() => client.stop());
  const waiting = setTimeout(
    () => display.show(plainMessage(`Checking exercise ${id} …`)),
    CHECKING_MESSAGE_DELAY_MS,
  );
  const steps = new DelayedSteps(display);
  try {
    const checked = await client.check(String(id), executedCells(), isLearnersNotebook(), (step) =>
      steps.show(step),
    );
    remember(checked);
    return checked;
  } finally {
    clearTimeout(waiting);
    steps.end();
    stopListening();
  }
}

/** Keeps the code that was checked, for the co-teacher. */
function remember({ report }: CheckedExercise): void {
  const failing = report.checks.filter(({ hidden, status }) => !hidden && status !== "passed");
  session().memory.attempts.add(report.id, {
    code: codeOf(report),
    failing: failing.map(({ name }) => name),
  });
}

/** The learner's code of an exercise; empty before there is any. */
export const codeOf = ({ state, code }: ExerciseReport): string =>
  state === "missing" || state === "empty" ? "" : code;

/** Shows which part of a check runs, once the check has taken {@link STEPS_DELAY_MS}. */
class DelayedSteps {
  readonly #display: Display;
  readonly #timer = setTimeout(() => this.#begin(), STEPS_DELAY_MS);
  #step: CheckStep | undefined;
  #hasBegun = false;

  constructor(display: Display) {
    this.#display = display;
  }

  show(step: CheckStep): void {
    this.#step = step;
    if (this.#hasBegun) this.#display.show(plainMessage(stepText(step)));
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#hasBegun = false;
  }

  #begin(): void {
    this.#hasBegun = true;
    if (this.#step) this.show(this.#step);
  }
}

/** Shows the message of an error in the place of a result. */
export function showProblem(display: Display, error: unknown): void {
  display.show(plainMessage(errorMessage(error)));
}

const plainMessage = (text: string) => ({ "text/html": messageHtml(text), "text/plain": text });

const emptyReport = (id: string): ExerciseReport => ({
  id: String(id),
  title: "",
  state: "missing",
  code: "",
  notes: [],
  checks: [],
  hiddenChecks: 0,
  hiddenPoints: 0,
});
