/** What stands in front of code in a comment, a quotation, a diff, a list or a numbered listing. */
const LINE_MARKS = /^[ \t]*(?:(?:\/\/|\/\*+|\*+\/?|>|\||[+-]|#+|\d{1,4}[.:)|]?)[ \t]+|\/\/|[+>-])+/gm;
/** A comment on lines of its own, or at the end of one. */
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:"'`\\])\/\/[^\n]*/g;
/** A line of code as a string in a list: `"  return total;",`. */
const QUOTED_LINES = /^[ \t]*"((?:[^"\\\n]|\\.)*)",?[ \t]*$/gm;

/** A text as code may stand in it: as it is, without what stands in front of its lines, without comments, and with quoted lines opened. */
export function codeReadings(text: string): string[] {
  const readings = [text, text.replace(LINE_MARKS, ""), text.replace(COMMENTS, ""), withOpenedLines(text)];
  return [...new Set(readings)];
}

/** A text in which lines that are strings are the lines that they quote. */
export const withOpenedLines = (text: string): string =>
  text.replace(QUOTED_LINES, (_, line: string) => line.replace(/\\(.)/g, "$1"));
