import { withoutScope } from "../../kernel/index.ts";
import {
  AnswerFault,
  answerErrors,
  CodecError,
  MissingNameError,
  type ReceivedValue,
  UnexploredError,
} from "../../sandbox/index.ts";
import { checkPlaceIn } from "./check-place.ts";
import { differingParts, pretty } from "./pretty.ts";
import type { CheckOutcome } from "./request.ts";

/** What a check's error says of the answer. */
export type Judgement = Omit<CheckOutcome, "output" | "outputLength">;

/**
 * Judges an error that ended a check.
 *
 * An error of the check's own code after a value came from the answer is judged as the answer's: a value of another kind than the exercise asks for
 * made the check err. Otherwise an answer could leave its exercise without a verdict. It is still marked as a defect, so that author-check asks
 * for an assertion in its place, and a check that errs on every answer fails the reference, which author-check finds too.
 *
 * @param received - the last value that came from the answer; undefined while none has come
 */
export function judgeError(error: unknown, received?: ReceivedValue): Judgement {
  if (AnswerFault.is(error)) {
    return { status: error.code === "TIMEOUT" ? "timeout" : "error", message: error.message };
  }
  if (UnexploredError.is(error))
    return {
      status: "open",
      message: `Could not be explored: ${sentence(shorten(error.message))}`,
      unexplored: true,
    };
  if (MissingNameError.is(error)) return { status: "failed", message: error.message };
  if (CodecError.is(error))
    return { status: "error", message: `A value cannot cross to the check: ${error.message}.` };
  if (error instanceof Error && error.name === "AssertionError") return judgeAssertion(error);
  if (error instanceof Error && answerErrors.has(error)) return judgeThrown("Your answer threw", error);
  if (received !== undefined && !isOfTheSystem(error)) return judgeUnreadable(error, received);
  if (!(error instanceof Error))
    return { status: "error", message: `The check itself threw ${pretty(error)}.`, isDefect: true };
  return {
    status: "error",
    message: `The check itself failed: ${describe(error)}`,
    isDefect: true,
    ...placed(error),
  };
}

/** Whether the operating system refused something: a file that is missing, a full disk. No value causes that. */
const isOfTheSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** Judges an error of a check that met a value of a kind that it cannot read. */
function judgeUnreadable(error: unknown, { value }: ReceivedValue): Judgement {
  const why = error instanceof Error ? describe(error) : pretty(error);
  return {
    status: "failed",
    message: `Your answer gave a value of a kind that the exercise does not ask for, so the check could not read it; it came: ${pretty(value)} (${why})`,
    isDefect: true,
    ...placed(error),
  };
}

/** Where in a check file its own error arose. */
function placed(error: unknown): Pick<CheckOutcome, "defect"> {
  if (!(error instanceof Error) || typeof error.stack !== "string") return {};
  const at = checkPlaceIn(error.stack);
  return at === undefined ? {} : { defect: { at, error: describe(error) } };
}

/** Judges what the answer threw while it was loaded, before any check could call it. */
export function judgeLoading(error: unknown): Judgement {
  if (AnswerFault.is(error) || !(error instanceof Error)) return judgeError(error);
  return { ...judgeThrown("Your answer threw at top level", error), status: "error" };
}

/** Judges an error that no code of the answer handles, in a promise or a timer, while everything that the check saw was right. */
export function judgeLeftBehind(error: Error): Judgement {
  const judgement = judgeThrown("Outside any call, your answer left an error that nothing handles", error);
  return { ...judgement, message: `${sentence(judgement.message)} It ends a program of Node.` };
}

const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

function judgeThrown(what: string, error: Error): Judgement {
  const position = answerErrors.get(error);
  const lack = lacks.get(codeOf(error) ?? codeOf(error.cause) ?? "");
  return {
    status: "failed",
    message: `${what}: ${describe(error, lack)}`,
    ...(position ? { position } : {}),
  };
}

function judgeAssertion(error: Error & { expected?: unknown; actual?: unknown }): Judgement {
  // An assertion about a rejected promise has the answer's own error as its cause, which says more.
  if (error.cause instanceof Error && answerErrors.has(error.cause))
    return judgeThrown("Your answer threw", error.cause);
  const original = String(error.message).slice(0, 2000);
  const relation = equality.exec(original);
  if (!(relation || isIdentity(original)) || !("expected" in error) || !("actual" in error))
    return { status: "failed", message: shorten(original) };
  const isSubset = relation?.[1] === "match object";
  const [wanted, came] = differingParts(error.expected, error.actual, isSubset);
  const [expected, got] = [pretty(wanted), pretty(came)];
  const own = /^(.+?): expected /s.exec(original)?.[1];
  const message = `expected ${isSubset ? "an object with " : ""}${expected}, got ${got}`;
  return { status: "failed", message: shorten(own ? `${own}: ${message}` : message), expected, got };
}

/** Matches the messages of assertions that two values are equal: feedback shows both values. */
const equality = /\bto (match object|deeply equal|strictly equal|equal) /;

function isIdentity(message: string): boolean {
  const at = message.search(/\bto be /);
  return at >= 0 && message.includes("// Object.is equality", at);
}

function describe(error: Error, lack?: string): string {
  const code = codeOf(error);
  const added = [code === undefined ? undefined : shorten(code), lack].filter((text) => text !== undefined);
  return `${shorten(`${error.name}: ${error.message}`)}${added.length === 0 ? "" : ` (${added.join(": ")})`}`;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

const NO_NETWORK = "in a check, an answer has no internet and no other server";
const NO_PACKAGE =
  "in a check, an answer finds Node's own modules, the lab and what that needs, and no other package";
/** What answers lack in a check, by the code of the error that tells of it. */
const lacks: ReadonlyMap<string, string> = new Map([
  ["EAFNOSUPPORT", NO_NETWORK],
  ["EAI_AGAIN", NO_NETWORK],
  ["ENETUNREACH", NO_NETWORK],
  ["ERR_MODULE_NOT_FOUND", NO_PACKAGE],
  ["MODULE_NOT_FOUND", NO_PACKAGE],
  ["ENOENT", "in a check, an answer finds none of your files"],
  ["EROFS", "in a check, an answer can write to the temporary folder alone"],
]);

/** The beginning of a text, on one line, with names as the learner wrote them. The text is cut first, because a pattern can take long on a long text that an answer chose. */
export const shorten = (text: string): string => {
  const flat = withoutScope(text.slice(0, 2000))
    .replace(/(?<!\s)\s*\n\s*/g, " ")
    .trim();
  return flat.length > 400 ? `${flat.slice(0, 399)}…` : flat;
};
