import { wholeNumberProblem } from "../common/whole-number.ts";
import { SharingError } from "./sharing-error.ts";

/** Throws `INVALID_ARGUMENT` unless `value` is a whole number from `least` to `most`; returns it. */
export function wholeNumber(what: string, value: number, least: number, most = 0x7fff_ffff): number {
  const problem = wholeNumberProblem(what, value, least, most);
  if (problem === undefined) return value;
  throw new SharingError("INVALID_ARGUMENT", problem);
}
