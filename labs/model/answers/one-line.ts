/** Orders to a terminal, and marks that turn the direction of a text. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /\u001b(?:\[[\d;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)?|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A foreign text as a message shows it: on one line, without what a terminal would obey, and not longer than that. */
export function oneLine(text: string, mostCharacters: number): string {
  // Cutting first keeps a huge text from taking long.
  const one = text
    .slice(0, mostCharacters * 10)
    .replace(/[\r\n\t]+/g, " ")
    .replace(ESCAPES, "")
    .replace(/\s+/g, " ")
    .trim();
  return one.length > mostCharacters ? `${one.slice(0, mostCharacters - 1)}…` : one;
}
