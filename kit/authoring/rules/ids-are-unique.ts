import type { Finding } from "../finding.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { CourseRule } from "./rule.ts";

/** Every exercise has an id of its own, and in its lesson a title of its own: feedback, hints and progress use them. */
export const idsAreUnique: CourseRule = ({ lessons, checks }) => {
  const found: Finding[] = [];
  const seen = new Map<string, string>();
  for (const lesson of lessons) {
    const titles = new Set<string>();
    for (const { id, title } of lesson.exercises) {
      const finding = (message: string): Finding => ({
        rule: "ids-are-unique",
        lesson: lesson.id,
        exercise: id,
        message,
      });
      const earlier = seen.get(id);
      if (earlier !== undefined)
        found.push(finding(`lesson ${earlier} has an exercise ${id}, too: number one of them anew.`));
      seen.set(id, lesson.id);
      if (titles.has(title))
        found.push(
          finding(`another exercise of the lesson is called "${title}", too: give it a name of its own.`),
        );
      titles.add(title);
    }
  }
  for (const id of Object.keys(checks)) {
    if (!seen.has(id) && lessons.some((lesson) => id.startsWith(`${lesson.id}.`)))
      found.push({
        rule: "ids-are-unique",
        lesson: id.slice(0, 2),
        exercise: id,
        file: `test/checks/${id.slice(0, 2)}.check.ts`,
        message: `it has checks, and no lesson has such an exercise: mend the id.${didYouMean(
          id,
          [...seen.keys()].filter((own) => own.startsWith(id.slice(0, 3))),
        )}`,
      });
  }
  return found;
};
