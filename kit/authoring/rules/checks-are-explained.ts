import type { AuthoredCheck } from "../authored-course.ts";
import { about, type LessonRule } from "./rule.ts";

/** Words that a name needs at least to say what has to hold: "halves are exact" does, "works" does not. */
const FEWEST_WORDS = 3;

/** Every check says what has to hold, by its name, its options or its exercise's, and what to read again, by its options or its exercise's. */
export const checksAreExplained: LessonRule = (lesson, { checks }) => {
  const finding = about("checks-are-explained", lesson);
  return lesson.exercises.flatMap(({ id }) =>
    (checks[id]?.checks ?? []).flatMap((check) =>
      lacks(check).map((message) => ({
        ...finding(message, { exercise: id }),
        file: `test/checks/${lesson.id}.check.ts`,
      })),
    ),
  );
};

function lacks({ name, expected, reread }: AuthoredCheck): string[] {
  const found: string[] = [];
  if (wordsIn(expected ?? name) < FEWEST_WORDS)
    found.push(
      `the check "${name}" does not say what has to hold: give it a name that does, or { expected: "A SENTENCE" }.`,
    );
  if (reread === undefined)
    found.push(
      `the check "${name}" does not say what to read again: give it, or its exercise, { reread: "A HEADING OF THE LESSON" }.`,
    );
  return found;
}

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
