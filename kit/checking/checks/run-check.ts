import { timedStage } from "../../common/timed-stage.ts";
import type { Verdict } from "../../explore/index.ts";
import {
  AnswerFault,
  type AnswerProcess,
  type AnswerProcesses,
  type CompiledAnswer,
  loadAnswer,
  type RemoteSubmission,
} from "../../sandbox/index.ts";
import { type Judgement, judgeError, judgeLeftBehind, judgeLoading, shorten } from "./judge-error.ts";
import { type Random, randomFrom, seedOf } from "./random.ts";
import type { CheckIdentity, CheckOutcome, Picture } from "./request.ts";

/** What a check's body gets. */
export interface CheckContext {
  /** The learner's answer, in a process of its own. */
  readonly submission: RemoteSubmission;
  /** Aborted at the check's time limit. */
  readonly signal: AbortSignal;
  /** The seed of this repetition: fixed in a notebook, drawn from the class's secret when a class is graded. */
  readonly seed: number;
  /**
   * The random choices that the seed determines: `random.int(1, 6)` with both ends, `random.pick(list)`, `random.shuffle(list)`,
   * `random.string(8)`, and `random()` for a number from 0 up to 1.
   */
  readonly random: Random;
}

/** The assertions of a check. */
export type CheckBody = (context: CheckContext) => unknown;

/** How long a check waits for the last errors of an answer that computes on after its result. */
const LAST_ERRORS_MS = 1000;

/** Answers that did not finish loading within a check's timeout. Their further checks are not tried. */
const stuckAnswers = new WeakMap<CompiledAnswer, AnswerFault>();

/** Whether an answer did not finish loading within the timeout of a check. */
export const isStuck = (compiled: CompiledAnswer): boolean => stuckAnswers.has(compiled);

/**
 * Runs one check against a fresh module instance of the answer. Never throws: every error is an outcome. At the timeout the answer's process is
 * killed, together with everything that it started.
 */
export async function runCheck(
  check: CheckIdentity,
  body: CheckBody,
  compiled: CompiledAnswer,
  processes: AnswerProcesses,
  seed = seedOf(check.exercise, check.name, 0),
): Promise<CheckOutcome> {
  const stuck = stuckAnswers.get(compiled);
  if (stuck) return { ...judgeLoading(stuck), untried: true, output: "", outputLength: 0 };
  let answer: AnswerProcess;
  try {
    answer = await timedStage("start", () =>
      processes.take({
        processes: check.processes,
        ...(compiled.forbidden ? { forbidden: compiled.forbidden } : {}),
      }),
    );
  } catch (error) {
    return { ...judgeError(error), output: "", outputLength: 0 };
  }
  const limit = timeLimit(check.timeout, answer);
  const judgement = await timedStage("check", () => judge(body, compiled, answer, limit, check.hidden, seed));
  limit.clear();
  if (limit.signal.aborted && judgement.loading)
    stuckAnswers.set(compiled, limit.signal.reason as AnswerFault);
  processes.putBack(answer);
  const { loading: _, ...result } = judgement;
  return {
    ...withUnhandledError(result, answer),
    output: answer.output.text.slice(0, 4000),
    outputLength: answer.output.length,
  };
}

async function judge(
  body: CheckBody,
  compiled: CompiledAnswer,
  answer: AnswerProcess,
  limit: TimeLimit,
  hidden: boolean,
  seed: number,
): Promise<Judgement & { loading?: true; picture?: Picture }> {
  let submission: RemoteSubmission;
  try {
    submission = await timedStage("load", () => loadAnswer(answer, compiled));
  } catch (error) {
    return { ...judgeLoading(error), loading: true };
  }
  try {
    await Promise.race([
      body({ submission, signal: limit.signal, seed, random: randomFrom(seed) }),
      limit.passed,
    ]);
    const [failed] = answer.failedCallbacks;
    // A check may expect an error, but never the end of the whole process.
    const ended =
      answer.unhandledErrors[0] && answer.fault?.code === "CLOSED" ? answer.unhandledErrors[0] : answer.fault;
    if (failed ?? ended) return judgeError(failed ?? ended);
    await Promise.race([lastErrors(answer), limit.passed]);
    const [left] = answer.unhandledErrors;
    if (left) return judgeLeftBehind(left);
    return { status: "passed", message: "" };
  } catch (error) {
    if (limit.signal.aborted) return judgeError(limit.signal.reason);
    // The end of the process may have made an assertion fail. The end says more than the assertion.
    const cause = answer.fault && answer.fault.code !== "CLOSED" ? answer.fault : error;
    const judgement = judgeError(cause, answer.lastReceived);
    const picture = pictureOf(submission.failedExploration, hidden);
    return picture === undefined ? judgement : { ...judgement, picture };
  }
}

/** Waits until the errors of promises that the answer has rejected by now have arrived; not for an answer that is still computing. */
async function lastErrors(answer: AnswerProcess): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const busy = new Promise((resolve) => {
    timer = setTimeout(resolve, LAST_ERRORS_MS);
  });
  await Promise.race([answer.ask({ op: "ping" }).catch(() => {}), busy]);
  clearTimeout(timer);
}

/** The picture of a failed exploration. The picture of a hidden check shows no lines of code. */
function pictureOf(verdict: Verdict | undefined, hidden: boolean): Picture | undefined {
  if (verdict?.failure?.steps.length === 0) return undefined;
  return verdict?.picture({ source: !hidden, summary: false });
}

interface TimeLimit {
  readonly signal: AbortSignal;
  /** Rejects at the timeout. */
  readonly passed: Promise<never>;
  clear(): void;
}

function timeLimit(milliseconds: number, answer: AnswerProcess): TimeLimit {
  const controller = new AbortController();
  const passed = Promise.withResolvers<never>();
  passed.promise.catch(() => {});
  const timer = setTimeout(() => {
    const fault = new AnswerFault(
      "TIMEOUT",
      `Your answer ran past ${milliseconds / 1000} s, so it was stopped.`,
    );
    controller.abort(fault);
    passed.reject(fault);
    void answer.end(fault);
  }, milliseconds);
  return { signal: controller.signal, passed: passed.promise, clear: () => clearTimeout(timer) };
}

/** Adds an error outside any call, in a timer or an unawaited promise: it is often the reason for what the check saw. */
function withUnhandledError(judgement: Judgement, answer: AnswerProcess): Judgement {
  const [unhandled] = answer.unhandledErrors;
  if (judgement.status === "passed" || !unhandled) return judgement;
  const message = shorten(unhandled.message);
  if (judgement.message.includes(message)) return judgement;
  return {
    ...judgement,
    message: `${judgement.message} Also, outside any call, it threw ${shorten(unhandled.name)}: ${message}`,
  };
}
