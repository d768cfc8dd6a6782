import type { Exercise } from "../lesson.ts";
import { keyFromChecks, openSealedText, sealText } from "./sealed-text.ts";

/**
 * The text of `course.json` for a learners' copy: its explanations are sealed, since some of them say the answer.
 *
 * @param copy - the folder of the copy, which has its check files already
 */
export function withSealedExplanations(courseText: string, copy: string): string {
  const course = JSON.parse(courseText) as { lessons: { exercises: Exercise[] }[] };
  const key = keyFromChecks(copy);
  for (const lesson of course.lessons)
    lesson.exercises = lesson.exercises.map(({ explanation, ...rest }) =>
      explanation === undefined
        ? rest
        : { ...rest, sealedExplanation: sealText(explanation, key, aboutOf(rest.id)) },
    );
  return `${JSON.stringify(course, null, 2)}\n`;
}

/**
 * The explanation of an exercise whose checks hold, opened where it is sealed.
 *
 * @returns Markdown; undefined where the exercise has none
 */
export function openExplanation(
  root: string,
  { id, explanation, sealedExplanation }: Pick<Exercise, "id" | "explanation" | "sealedExplanation">,
): string | undefined {
  if (sealedExplanation === undefined) return explanation;
  return (
    openSealedText(sealedExplanation, keyFromChecks(root), aboutOf(id)) ??
    "The explanation of this exercise opens only beside the checks as they were handed out, and the files in `test/checks` were changed: put them back, then check again."
  );
}

const aboutOf = (id: string): string => `the explanation of exercise ${id}`;
