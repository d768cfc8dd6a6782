/** A piece of text that no learner may get. */
export interface Secret {
  /** What the text is a part of, such as "the solution of exercise 02.3". */
  readonly of: string;
  /** Without any white space or semicolon, so that a line break or an indent hides nothing. */
  readonly text: string;
}

/** A text with fewer lines or characters is not taken for a copy: two people write `return total;` alike. */
const MIN_COPIED_LINES = 3;
const MIN_COPIED_CHARACTERS = 80;

/** Text as secrets are compared: no white space and no semicolons at all, and one kind of quote. */
export function squeeze(text: string): string {
  return text.replace(/[\s;]+/g, "").replace(/['`]/g, '"');
}

/**
 * The shortest runs of lines that count as a copy when they are found elsewhere: each has at least three lines and 80 characters, white space
 * not counted. A longer copy contains one of them too.
 */
export function secretsIn(source: string, of: string): Secret[] {
  const lines = source
    .split("\n")
    .filter((line) => !/^\s*\/\/ (BEGIN|END) SOLUTION|^\s*\/\/ STUB:/.test(line))
    .map(squeeze)
    .filter((line) => line !== "");
  const secrets: Secret[] = [];
  for (let first = 0; first < lines.length; first += 1) {
    let text = "";
    for (let at = first; at < lines.length; at += 1) {
      text += lines[at];
      if (at - first + 1 >= MIN_COPIED_LINES && text.length >= MIN_COPIED_CHARACTERS) {
        secrets.push({ of, text });
        break;
      }
    }
  }
  return secrets;
}
