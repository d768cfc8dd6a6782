import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The terminal columns of a text: 2 for a wide character, 0 for a combining one. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** The text in at most `columns` columns; a longer text ends in `…`. No character is cut in half. */
export function fit(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  if (columns <= 0) return "";
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (columnsOf(kept + segment) > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Fitted and filled with spaces on the right, to exactly `columns` columns. */
export function padRight(text: string, columns: number): string {
  const fitted = fit(text, columns);
  return fitted + " ".repeat(Math.max(0, columns - columnsOf(fitted)));
}

/** Fitted and filled with spaces on the left, to exactly `columns` columns. */
export function padLeft(text: string, columns: number): string {
  const fitted = fit(text, columns);
  return " ".repeat(Math.max(0, columns - columnsOf(fitted))) + fitted;
}

/** One line with `left` at its start and `right` at its end; `left` is shortened when both do not fit. */
export function spread(left: string, right: string, columns: number): string {
  const room = Math.max(0, columns - columnsOf(right) - 1);
  return `${padRight(left, room)} ${right}`;
}

/** The text in lines of at most `columns` columns, broken between words; a longer word is shortened, on its own line. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
    } else {
      if (line !== "") lines.push(line);
      line = fit(word, columns);
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** The entries of a legend side by side, on as many lines as they need; no entry is broken. */
export function flow(entries: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const longer = `${lines.at(-1)}   ${entry}`;
    if (lines.length > 0 && columnsOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(fit(entry, columns));
  }
  return lines;
}
