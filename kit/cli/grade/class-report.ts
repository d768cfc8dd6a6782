import { type ClassResult, changesText } from "../../grading/index.ts";

/** People that the report names before it points to the gradebook. */
const MOST_NAMED = 15;
/** Sentences that it prints before it points to the gradebook. */
const MOST_SENTENCES = 30;
/** Characters of one line of it. Names and files are a learner's text. */
const MOST_OF_LINE = 2000;

/** What the command prints at its end. */
export function classReport(
  result: ClassResult,
  { outAsTyped: out, regrade }: { readonly outAsTyped: string; readonly regrade: boolean },
): string {
  const { counts, attention, changes, problems, notes, lessons, students } = result;
  const lines = [
    `${students} ${students === 1 ? "student" : "students"}, lesson${lessons.length === 1 ? "" : "s"} ${lessons.join(", ")}: ${Object.entries(
      counts,
    )
      .filter(([status, count]) => count > 0 || status !== "waiting for a person")
      .map(([status, count]) => `${count} ${status}`)
      .join(", ")}.`,
  ];
  if (attention.length > 0) {
    lines.push("", "Needs attention:");
    for (const { student, lesson, reason } of attention.slice(0, MOST_NAMED))
      lines.push(`  ${student}, lesson ${lesson}: ${reason}`);
    if (attention.length > MOST_NAMED)
      lines.push(`  and ${attention.length - MOST_NAMED} more in ${out}/class.html`);
  }
  if (changes !== undefined && (regrade || changes.length > 0)) {
    lines.push("", changes.length === 0 ? "Nobody moved." : "Who moved:");
    if (changes.length > 0) lines.push(changesText(changes).replaceAll(/^/gm, "  "));
  }
  const here = result.gradedHere === undefined ? [] : [result.gradedHere];
  const sentences = [...here, ...notes, ...problems];
  for (const sentence of sentences.slice(0, MOST_SENTENCES)) lines.push("", sentence);
  if (sentences.length > MOST_SENTENCES)
    lines.push(
      "",
      `and ${(sentences.length - MOST_SENTENCES).toLocaleString("en")} more in ${out}/class.html`,
    );
  lines.push("", `The gradebook is in ${out}: open ${out}/class.html first.`);
  return lines
    .flatMap((text) => text.split("\n"))
    .map(printable)
    .join("\n");
}

/** A learner's name or file may hold control characters, which would steer a terminal, and marks that turn the direction of a line. */
const printable = (line: string) =>
  (line.length > MOST_OF_LINE ? `${line.slice(0, MOST_OF_LINE - 1).toWellFormed()}…` : line).replace(
    /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    "\uFFFD",
  );
