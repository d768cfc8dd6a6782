/** A line break with what begins the next line: indentation, and the star of a comment or the sign of a quotation. */
const LINE_BREAK = /[ \t]*\r?\n[ \t]*(?:[*>](?![*/])[ \t]?)*[ \t]*/g;

/** A passage in one line. Only line breaks and what belongs to them become a space; every other character stays. */
export function foldLines(text: string): string {
  return text.replace(LINE_BREAK, " ").trim();
}

/** As `foldLines`, but with as many spaces as there were characters, so that offsets stay what they were. */
export function maskLines(text: string): string {
  return text.replace(LINE_BREAK, (lineBreak) => " ".repeat(lineBreak.length));
}

const COMMENT_FRONT = /^[ \t]*\*[ \t]?/gm;

/** The lines of a comment without the stars in front. */
export function withoutStars(text: string): string {
  return text.replace(COMMENT_FRONT, "");
}
