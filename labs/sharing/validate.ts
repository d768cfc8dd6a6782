import { describeValue } from "../common/describe-value.ts";
import { unknownOptionProblem } from "../common/unknown-option.ts";
import { wholeNumberProblem } from "../common/whole-number.ts";
import { SharingError } from "./sharing-error.ts";

/** Throws `INVALID_ARGUMENT` unless `value` is a whole number from `least` to `most`; returns it. */
export function wholeNumber(what: string, value: number, least: number, most = 0x7fff_ffff): number {
  const problem = wholeNumberProblem(what, value, least, most);
  if (problem === undefined) return value;
  throw new SharingError("INVALID_ARGUMENT", problem);
}

/** Throws `INVALID_ARGUMENT` unless UTF-8 can hold the text, which it cannot when half of a surrogate pair is missing; returns it. */
export function checkWellFormed(what: string, text: string): string {
  if (text.isWellFormed()) return text;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `${what} has a lone surrogate at index ${loneSurrogateIn(text)}, which UTF-8 cannot hold; use text.toWellFormed(), or do not cut text inside a character.`,
  );
}

function loneSurrogateIn(text: string): number {
  let index = 0;
  for (const character of text) {
    if (!character.isWellFormed()) break;
    index += character.length;
  }
  return index;
}

/** Throws `INVALID_ARGUMENT` unless the options are an object, and when an option is not among the known ones, with the nearest name. */
export function refuseUnknownOptions(options: object, known: ReadonlySet<string>, of: string): void {
  if (typeof options !== "object" || options === null)
    throw new SharingError(
      "INVALID_ARGUMENT",
      `The options ${of} must be an object, but are ${describeValue(options)}.`,
    );
  const problem = unknownOptionProblem(options, known, of);
  if (problem !== undefined) throw new SharingError("INVALID_ARGUMENT", problem);
}
