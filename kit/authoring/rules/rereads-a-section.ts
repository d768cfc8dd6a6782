import { headingsOf, plainHeading } from "../prose/headings.ts";
import { didYouMean } from "./did-you-mean.ts";
import { about, type LessonRule } from "./rule.ts";

/** The heading that a check tells learners to read again exists in its lesson or in one before it. */
export const rereadsASection: LessonRule = (lesson, { checks, lessons }) => {
  const finding = about("rereads-a-section", lesson);
  const known = headingsUpTo(lesson.id, lessons);
  const written = lessons.filter(({ id }) => id <= lesson.id).flatMap((earlier) => headingsOf(earlier));
  return lesson.exercises.flatMap(({ id }) => {
    const wrong = (checks[id]?.checks ?? []).filter(
      ({ reread }) => reread !== undefined && !known.has(plainHeading(reread)),
    );
    // The exercise's own heading is that of all its checks: it is one fault.
    return [...Map.groupBy(wrong, ({ reread = "" }) => reread)].map(([reread, named]) => {
      const more = named.length === 1 ? "" : ` and ${named.length - 1} more`;
      const verb = named.length === 1 ? "sends" : "send";
      return {
        ...finding(
          `the check "${named[0]?.name}"${more} ${verb} learners to “${reread}”, which is no heading of this lesson or of one before it.${didYouMean(
            reread,
            written.map(({ text }) => text),
          )}`,
          { exercise: id },
        ),
        file: `test/checks/${lesson.id}.check.ts`,
      };
    });
  });
};

/** The headings of a lesson and of those before it, as `plainHeading` gives them. */
export function headingsUpTo(id: string, lessons: Parameters<LessonRule>[1]["lessons"]): ReadonlySet<string> {
  return new Set(
    lessons
      .filter((lesson) => lesson.id <= id)
      .flatMap((lesson) => headingsOf(lesson).map(({ text }) => plainHeading(text))),
  );
}
