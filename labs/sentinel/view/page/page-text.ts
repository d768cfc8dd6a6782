import { escapeMarkup } from "../../../common/escape-markup.ts";
import { printable } from "../printable.ts";

/** Text for the page, whatever it contains: control characters are shown, markup is escaped. */
export function text(value: string): string {
  return escapeMarkup(printable(value));
}

/** An id for a part of the page, from any text. */
export function anchor(prefix: string, index: number): string {
  return `${prefix}-${index}`;
}
