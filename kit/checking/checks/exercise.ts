import { availableParallelism } from "node:os";
import { afterAll, describe, inject, test } from "vitest";
import type { AnswerProcesses } from "../../sandbox/index.ts";
import { repeatCheck } from "./repeat-check.ts";
import type { CheckIdentity, CheckOutcome, CheckRequest } from "./request.ts";
import { type CheckBody, isStuck } from "./run-check.ts";
import { addTimedOut, isUsedUp, NONE_TIMED_OUT, untriedOutcome } from "./timed-out.ts";

/** Options of one check. */
export interface CheckOptions {
  /** @default 1 */
  readonly points?: number;
  /** Milliseconds after which the check is stopped and has not passed. @default 5000 */
  readonly timeout?: number;
  /**
   * Whether the answer may start child processes, as the child-processes executor does. It may always start threads.
   * @default false
   */
  readonly processes?: boolean;
  /**
   * How often the check runs, each time with another seed and a fresh module of the answer. The check passes when every repetition passes. The
   * timeout is that of one repetition.
   * @default 1
   */
  readonly repeat?: number;
  /**
   * Whether the check runs in a last phase, in which nothing else is graded: for checks that compare times. Compare an answer with itself (see
   * `speedupOf`), never with a number of seconds.
   * @default false
   */
  readonly alone?: boolean;
  /**
   * Whether the exercise is about this: while an essential check does not pass, all checks together give at most half of the exercise's points.
   * An exercise has one or two of them.
   * @default false
   */
  readonly essential?: boolean;
  /** Cores that the check needs. On a machine with fewer cores the exercise does not have the check. @default 1 */
  readonly cores?: number;
  /**
   * What has to hold, as one sentence. Feedback shows it when the check fails and compares no two values.
   * @default the exercise's `expected`; without that, the check's name is the sentence
   */
  readonly expected?: string;
  /**
   * A heading of the lesson, or of one before it, to read again when the check does not pass. Feedback names it. Author-check asks for it, here or
   * at the exercise.
   * @default the exercise's `reread`
   */
  readonly reread?: string;
}

/** Options of all checks of an exercise. A check's own options come first. */
export interface ExerciseOptions {
  /** Whether answers may start child processes. @default false */
  readonly processes?: boolean;
  /** What has to hold, as one sentence. */
  readonly expected?: string;
  /** A heading to read again when a check does not pass. */
  readonly reread?: string;
}

/** Defines one check: a name that says what holds, and assertions. */
export interface DefineCheck {
  (name: string, body: CheckBody): void;
  (name: string, options: CheckOptions, body: CheckBody): void;
}

/** What an exercise's checks are defined with. */
export interface CheckDefiners {
  /** A check that learners see. */
  readonly check: DefineCheck;
  /** A check that runs at class grading only. Learners see how many there are. */
  readonly hidden: DefineCheck;
}

const DEFAULT_TIMEOUT_MS = 5000;
/** Added to a check's timeout for vitest's own, which stops a check that its timeout did not stop. */
const GRACE_MS = 40_000;

/**
 * Defines the checks of one exercise.
 *
 * @example
 * exercise("01.2", { reread: "Numbers that lose digits" }, ({ check }) => {
 *   check("adds the squares exactly", async ({ submission }) => {
 *     expect(await submission.call("sumOfSquares", 4)).toBe(14n);
 *   });
 * });
 */
export function exercise(
  id: string,
  ...rest: [(definers: CheckDefiners) => void] | [ExerciseOptions, (definers: CheckDefiners) => void]
): void {
  const [common, define] = rest.length === 1 ? [{}, rest[0]] : rest;
  refuseUnknown(`exercise("${id}")`, common, EXERCISE_OPTIONS);
  const request = inject("swarmlab");
  if (request.mode === "run" && request.exercise !== id) return;
  const names = new Set<string>();
  let failed = false;
  let ranOut = false;
  let timedOut = (request.mode === "run" ? request.timedOut : undefined) ?? NONE_TIMED_OUT;
  /** Whether hidden checks of the request have still to begin. They get a process of their own. */
  let isHiddenAhead = false;
  const startAhead = once(() => {
    if (request.mode !== "run" || request.sharesProcess) return;
    // Another exercise forbids other names, or none.
    answerProcesses().warm(isHiddenAhead ? request.answer.forbidden : undefined);
  });
  const onOutcome = (identity: CheckIdentity, outcome: CheckOutcome) => {
    if (outcome.status !== "passed") failed = true;
    if (outcome.status === "timeout") ranOut = true;
    // Checks of an answer that does not load say that, and take no time.
    if (request.mode === "run" && !isStuck(request.answer))
      timedOut = addTimedOut(timedOut, [{ identity, outcome }]);
    // The process of the hidden checks, or of the next exercise, starts while further checks of this one run.
    startAhead();
  };
  /** Hidden checks run behind all visible ones: no answer can show in a visible one what a hidden one asked. */
  const registers: Record<"visible" | "hidden", (() => void)[]> = { visible: [], hidden: [] };
  const startHidden = once(() => {
    isHiddenAhead = false;
    if (request.mode === "run" && !request.sharesProcess)
      answerProcesses().replaceUsed(request.answer.forbidden);
  });
  const definer =
    (hidden: boolean): DefineCheck =>
    (name: string, ...rest: [CheckBody] | [CheckOptions, CheckBody]) => {
      const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
      refuseUnknown(`The check "${name}" of exercise ${id}`, options, CHECK_OPTIONS);
      if (names.has(name))
        throw new Error(`Exercise ${id} has two checks named "${name}": give each a name of its own.`);
      names.add(name);
      const { points = 1, timeout = DEFAULT_TIMEOUT_MS, reread = common.reread } = options;
      const { processes = common.processes ?? false, expected = common.expected } = options;
      const { repeat = 1, alone = false, cores = 1, essential = false } = options;
      if (availableParallelism() < cores) return;
      const identity: CheckIdentity = {
        ...{ exercise: id, name, points, hidden, timeout, processes },
        ...(repeat > 1 ? { repeat } : {}),
        ...(alone ? { alone } : {}),
        ...(essential ? { essential } : {}),
        ...(expected === undefined ? {} : { expected }),
        ...(reread === undefined ? {} : { reread }),
      };
      const isSkipped = () =>
        request.mode === "run" &&
        ((failed && request.untilFailure === true) ||
          // Further checks of an answer that does not load take no time.
          (ranOut && request.untilTimeout === true && !isStuck(request.answer)));
      const onBegin = hidden ? startHidden : () => {};
      if (hidden && request.mode === "run" && request.checks.includes(name)) isHiddenAhead = true;
      registers[hidden ? "hidden" : "visible"].push(() =>
        register(identity, body, request, {
          onBegin,
          onOutcome,
          isSkipped,
          untried: () => (isUsedUp(timedOut) ? untriedOutcome(timedOut) : undefined),
        }),
      );
    };
  describe(id, () => {
    define({ check: definer(false), hidden: definer(true) });
    if (names.size === 0) throw new Error(`Exercise ${id} has no checks.`);
    for (const registerCheck of [...registers.visible, ...registers.hidden]) registerCheck();
    // The next exercise's answer gets a fresh process.
    if (request.mode === "run" && !request.sharesProcess) afterAll(() => answerProcesses().replaceUsed());
  });
}

/** The compiler holds these lists to the two types. */
const EXERCISE_OPTIONS = Object.keys({
  processes: true,
  expected: true,
  reread: true,
} satisfies Record<keyof ExerciseOptions, true>);
const CHECK_OPTIONS = Object.keys({
  points: true,
  timeout: true,
  processes: true,
  repeat: true,
  alone: true,
  essential: true,
  cores: true,
  expected: true,
  reread: true,
} satisfies Record<keyof CheckOptions, true>);

/** Refuses a misspelt option, and one that stands at the wrong place: ignored, it would say nothing. */
function refuseUnknown(subject: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((option) => !known.includes(option));
  if (unknown === undefined) return;
  const advice = CHECK_OPTIONS.includes(unknown) ? "give it to its checks" : `it knows ${known.join(", ")}`;
  throw new Error(`${subject} does not know the option "${unknown}": ${advice}.`);
}

/** Does its work at the first call alone. */
function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

interface CheckEvents {
  readonly onBegin: () => void;
  readonly onOutcome: (identity: CheckIdentity, outcome: CheckOutcome) => void;
  readonly isSkipped: () => boolean;
  /** The outcome of a check that is not tried any more; undefined while checks are. */
  readonly untried: () => CheckOutcome | undefined;
}

function register(
  identity: CheckIdentity,
  body: CheckBody,
  request: CheckRequest,
  { onBegin, onOutcome, isSkipped, untried }: CheckEvents,
): void {
  if (request.mode === "run") {
    if (!request.checks.includes(identity.name)) return;
  }
  const { timeout, repeat = 1 } = identity;
  test(identity.name, { timeout: timeout * repeat + GRACE_MS }, async ({ task }) => {
    task.meta.swarmlabCheck = identity;
    if (request.mode === "collect") return;
    const notTried = untried();
    if (notTried !== undefined) task.meta.swarmlabOutcome = notTried;
    if (notTried !== undefined || isSkipped()) return;
    signCheck(request.checks.indexOf(identity.name) + 1);
    onBegin();
    const outcome = await repeatCheck(identity, body, request.answer, answerProcesses(), request);
    task.meta.swarmlabOutcome = outcome;
    onOutcome(identity, outcome);
  });
}

const key = Symbol.for("swarmlab.answerProcesses");

/** The processes that answers run in. @throws outside the thread that runs check files */
export function answerProcesses(): AnswerProcesses {
  const processes = (globalThis as { [key]?: AnswerProcesses })[key];
  if (!processes) throw new Error("Check files are run by `npm run check`, not by vitest alone.");
  return processes;
}

/** Sets the processes that answers run in. Called by the thread that runs check files. */
export function setAnswerProcesses(processes: AnswerProcesses): void {
  (globalThis as { [key]?: AnswerProcesses })[key] = processes;
}

const signKey = Symbol.for("swarmlab.checkSign");

/** Says which check of the request begins, counted from 1. */
const signCheck = (number: number): void =>
  (globalThis as { [signKey]?: (number: number) => void })[signKey]?.(number);

/** Sets the function that gets the number of each check when it begins. Called by the thread that runs check files. */
export function setCheckSign(sign: (number: number) => void): void {
  (globalThis as { [signKey]?: (number: number) => void })[signKey] = sign;
}
