/**
 * Characters that a log line must not bring to a terminal or a page: control characters, which move the cursor or begin
 * an escape sequence, and marks that turn the reading direction and make a line read as another one.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const DELETE = 0x7f;
const FIRST_PRINTABLE = 0x20;
/** Where Unicode's pictures of the control characters begin: ␀, ␁, … */
const CONTROL_PICTURES = 0x2400;
const PICTURE_OF_DELETE = "␡";

/** A log line in one line of harmless characters: a control character becomes its picture (␛), others `\u{202e}`. */
export function printable(line: string): string {
  return line.toWellFormed().replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code < FIRST_PRINTABLE) return String.fromCharCode(CONTROL_PICTURES + code);
    return code === DELETE ? PICTURE_OF_DELETE : `\\u{${code.toString(16)}}`;
  });
}
