import { stripVTControlCharacters } from "node:util";
import { checkPlaceIn } from "../checks/check-place.ts";

/** An error that vitest reports of a check file. */
export interface LoadError {
  readonly message: string;
  readonly stack?: string;
}

/** Why a check file cannot be loaded, in one line: `file:line:column: message`, as editors jump to it. */
export function loadFailure(file: string, { message, stack = "" }: LoadError): string {
  const plain = stripVTControlCharacters(message);
  const place = checkPlaceIn(plain) ?? checkPlaceIn(stripVTControlCharacters(stack)) ?? file;
  // The compiler draws the line and the sign in it below the sentence.
  const [, syntax] = /\[PARSE_ERROR\]\s*(.+)/.exec(plain) ?? [];
  return `${place}: ${syntax?.trim() ?? plain}`;
}
