/** A cell's content; undefined is an empty cell. */
export type CsvCell = string | number | undefined;

/** One line of a CSV file (RFC 4180: comma, CRLF, quotes doubled), safe to open in a spreadsheet. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: CsvCell): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = harmless(value);
  return /[",\r\n;\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, also behind apostrophes of its own, so that two texts stay two; control
 * characters become spaces. The same holds behind each semicolon and line break: a spreadsheet that parts cells at semicolons begins a cell there, quotes
 * or not.
 */
export function harmless(text: string): string {
  const plain = text.toWellFormed().replace(/[^\P{Cc}\n]/gu, " ");
  const inside = plain.replace(FORMULA_INSIDE, "$1'");
  return /^'*\s*[=+\-@＝＋－＠]/.test(plain) ? `'${inside}` : inside;
}

/** The text that {@link harmless} was given, where it had no control characters. */
export function unescaped(text: string): string {
  return text.replace(ESCAPED_INSIDE, "$1").replace(/^'(?='*\s*[=+\-@\t\r＝＋－＠])/, "");
}

/** A separator in a text and, ahead, a formula. Quotes do not keep a spreadsheet from running it. */
const FORMULA_INSIDE = /([;\n])(?=(?:['"]|[^\S\n])*[=+\-@＝＋－＠])/g;
const ESCAPED_INSIDE = /([;\n])'(?=(?:['"]|[^\S\n])*[=+\-@＝＋－＠])/g;
