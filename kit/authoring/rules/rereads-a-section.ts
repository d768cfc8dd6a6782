import { headingsOf, plainHeading } from "../prose/headings.ts";
import { about, type LessonRule } from "./rule.ts";

/** The heading that a check tells learners to read again exists in its lesson or in one before it. */
export const rereadsASection: LessonRule = (lesson, { checks, lessons }) => {
  const finding = about("rereads-a-section", lesson);
  const known = headingsUpTo(lesson.id, lessons);
  return lesson.exercises.flatMap(({ id }) =>
    (checks[id]?.checks ?? [])
      .filter(({ reread }) => reread !== undefined && !known.has(plainHeading(reread)))
      .map(({ name, reread }) => ({
        ...finding(
          `the check "${name}" sends learners to “${reread}”, which is no heading of this lesson or of one before it.`,
          { exercise: id },
        ),
        file: `test/checks/${lesson.id}.check.ts`,
      })),
  );
};

/** The headings of a lesson and of those before it, as `plainHeading` gives them. */
export function headingsUpTo(id: string, lessons: Parameters<LessonRule>[1]["lessons"]): ReadonlySet<string> {
  return new Set(
    lessons
      .filter((lesson) => lesson.id <= id)
      .flatMap((lesson) => headingsOf(lesson).map(({ text }) => plainHeading(text))),
  );
}
