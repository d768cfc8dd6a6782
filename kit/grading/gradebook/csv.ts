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
 * A text that a spreadsheet would run as a formula gets an apostrophe in front, also behind apostrophes of its own, so that two texts stay two; control characters become spaces.
 */
export function harmless(text: string): string {
  const plain = text.toWellFormed().replace(/[^\P{Cc}\n]/gu, " ");
  return /^'*\s*[=+\-@＝＋－＠]/.test(plain) ? `'${plain}` : plain;
}
