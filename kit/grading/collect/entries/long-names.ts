/** Characters of a file's or folder's name: the 255 that systems allow, and what a learning platform adds in front. */
const MOST_OF_PART = 400;
const MOST_OF_PATH = 4096;
/** What is kept of a longer one: its beginning, which may name the student, and its end, which says what kind of file it is. */
const KEPT_OF_PART = { head: 200, tail: 50 };
const KEPT_OF_PATH = { head: 4, tail: 1 };

const isLongPath = (parts: readonly string[]) =>
  parts.reduce((characters, part) => characters + part.length + 1, 0) > MOST_OF_PATH;

/** Why a file in a zip is left out for its name, as a part of a sentence; undefined where its name is short enough. */
export function longNameReason(parts: readonly string[]): string | undefined {
  const rename = "give it a shorter one and hand it in again";
  if (parts.some((part) => part.length > MOST_OF_PART))
    return `has a name of more than ${MOST_OF_PART} characters: ${rename}`;
  return isLongPath(parts) ? `has a path of more than ${MOST_OF_PATH} characters: ${rename}` : undefined;
}

/** The path as it is, or with the middle of what is too long left out, so that nothing that reads names has to read a long one. */
export function shortPath(parts: readonly string[]): string[] {
  const short = parts.map((part) =>
    part.length > MOST_OF_PART
      ? `${part.slice(0, KEPT_OF_PART.head)}…${part.slice(-KEPT_OF_PART.tail)}`.toWellFormed()
      : part,
  );
  return isLongPath(short)
    ? [...short.slice(0, KEPT_OF_PATH.head), "…", ...short.slice(-KEPT_OF_PATH.tail)]
    : short;
}
