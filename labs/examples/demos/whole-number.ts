import { wholeNumberProblem } from "../../common/whole-number.ts";
import { SharingError } from "../../sharing/index.ts";

/** Throws `INVALID_ARGUMENT` unless an option is a whole number from `least` to `most`; returns it. */
export function wholeNumber(option: string, value: number, least: number, most = 0x7fff_ffff): number {
  const problem = wholeNumberProblem(option, value, least, most);
  if (problem === undefined) return value;
  throw new SharingError("INVALID_ARGUMENT", problem);
}
