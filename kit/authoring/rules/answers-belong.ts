import type { CourseRule } from "./rule.ts";

/** Every file in `test/answers` answers an exercise of its lesson. */
export const answersBelong: CourseRule = ({ answers, lessons }) => {
  const ids = new Set(lessons.flatMap((lesson) => lesson.exercises.map(({ id }) => id)));
  return answers.flatMap(({ file, lesson, exercise }) => {
    const finding = (message: string) => [{ rule: "answers-belong", lesson, file, line: 1, message }];
    if (exercise === undefined)
      return finding("it does not begin with its exercise's line: write `// exercise NN.k · Title`.");
    if (!exercise.startsWith(`${lesson}.`))
      return finding(
        `it answers exercise ${exercise} and stands in the folder of lesson ${lesson}: move it.`,
      );
    // A lesson whose source cannot be read is a finding already.
    if (!lessons.some(({ id }) => id === lesson) || ids.has(exercise)) return [];
    return finding(`there is no exercise ${exercise}: mend its first line, or remove the file.`);
  });
};
