import { availableParallelism } from "node:os";
import { afterAll, beforeAll, describe, inject, test } from "vitest";
import type { AnswerProcesses } from "../../sandbox/process/index.ts";
import { repeatCheck } from "./repeat-check.ts";
import type { CheckIdentity, CheckOutcome, CheckRequest } from "./request.ts";
import type { CheckBody } from "./run-check.ts";

/** What a check is worth, and how long it may take. */
export interface CheckOptions {
  /** @default 1 */
  readonly points?: number;
  /** Milliseconds after which the check is stopped and has not passed. @default 5000 */
  readonly timeout?: number;
  /**
   * Whether the answer may start child processes, as the child-processes executor does; threads it may always start.
   * @default false
   */
  readonly processes?: boolean;
  /**
   * How often the check runs, each time with another seed and a fresh module of the answer. It passes when every repetition does; when some
   * do, it is flaky and fails. The time limit is that of one repetition.
   * @default 1
   */
  readonly repeat?: number;
  /**
   * Whether the check runs in a last phase, in which nothing else is graded: for checks that compare times. Compare an answer with itself (see
   * `speedupOf`), never with a number of seconds.
   * @default false
   */
  readonly alone?: boolean;
  /** Cores that the check needs. On a machine with fewer it is no check at all. @default 1 */
  readonly cores?: number;
  /**
   * A heading of the lesson, or of one before it, that is worth reading again when the check does not pass. Feedback says so.
   * @default the exercise's own
   */
  readonly reread?: string;
}

/** What all checks of an exercise have in common. */
export interface ExerciseOptions {
  /** Whether answers may start child processes. @default false */
  readonly processes?: boolean;
  /** What to read again when a check does not pass, where the check names nothing of its own. */
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
  /** A check that runs at class grading only, and of which learners see the number alone. */
  readonly hidden: DefineCheck;
}

const defaultTimeout = 5000;
/** The limit is kept from inside the run; vitest's own comes later and is there for a check that never ends by itself. */
const grace = 40_000;

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
  const request = inject("swarmlab");
  if (request.mode === "run" && !Object.hasOwn(request.answers, id)) return;
  const names = new Set<string>();
  let failed = false;
  const onOutcome = ({ status }: CheckOutcome) => {
    if (status !== "passed") failed = true;
  };
  const definer =
    (hidden: boolean): DefineCheck =>
    (name: string, ...rest: [CheckBody] | [CheckOptions, CheckBody]) => {
      const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
      if (names.has(name))
        throw new Error(`Exercise ${id} has two checks named "${name}": give each a name of its own.`);
      names.add(name);
      const { points = 1, timeout = defaultTimeout, reread = common.reread } = options;
      const { processes = common.processes ?? false } = options;
      const { repeat = 1, alone = false, cores = 1 } = options;
      if (availableParallelism() < cores) return;
      const identity: CheckIdentity = {
        ...{ exercise: id, name, points, hidden, timeout, processes },
        ...(repeat > 1 ? { repeat } : {}),
        ...(alone ? { alone } : {}),
        ...(reread === undefined ? {} : { reread }),
      };
      const isMoot = () => failed && request.mode === "run" && request.untilFailure === true;
      register(identity, body, request, { onOutcome, isMoot });
    };
  describe(id, () => {
    define({ check: definer(false), hidden: definer(true) });
    if (names.size === 0) throw new Error(`Exercise ${id} has no checks.`);
    if (request.mode === "run") serve(request, () => failed);
  });
}

/** Says whose answer comes, and lets the next one meet a fresh process unless it may share this one's. */
function serve({ keep }: Extract<CheckRequest, { mode: "run" }>, hasFailed: () => boolean): void {
  if (keep) beforeAll(() => answerProcesses().serve(keep.owner));
  afterAll(() => {
    if (!keep) answerProcesses().freshen();
    else if (hasFailed() && !keep.afterFailure) answerProcesses().retire();
  });
}

function register(
  identity: CheckIdentity,
  body: CheckBody,
  request: CheckRequest,
  { onOutcome, isMoot }: { onOutcome: (outcome: CheckOutcome) => void; isMoot: () => boolean },
): void {
  if (request.mode === "run") {
    if (identity.hidden && !request.hidden) return;
    if ((identity.alone ?? false) !== (request.phase === "alone")) return;
    if (request.only && !request.only.includes(identity.name)) return;
  }
  const { timeout, repeat = 1 } = identity;
  test(identity.name, { timeout: timeout * repeat + grace }, async ({ task }) => {
    task.meta.swarmlabCheck = identity;
    if (request.mode === "collect" || isMoot()) return;
    const answer = request.answers[identity.exercise];
    if (!answer) return;
    const outcome = await repeatCheck(identity, body, answer, answerProcesses(), request.seed);
    task.meta.swarmlabOutcome = outcome;
    onOutcome(outcome);
  });
}

const key = Symbol.for("swarmlab.answerProcesses");

/** The processes that answers run in; the thread that runs check files puts them there. */
export function answerProcesses(): AnswerProcesses {
  const processes = (globalThis as { [key]?: AnswerProcesses })[key];
  if (!processes) throw new Error("Check files are run by `npm run check`, not by vitest alone.");
  return processes;
}

/** Says where answers run. For the thread that runs check files alone. */
export function setAnswerProcesses(processes: AnswerProcesses): void {
  (globalThis as { [key]?: AnswerProcesses })[key] = processes;
}
