import { about, type LessonRule } from "./rule.ts";

const MOST = 5;
/** The capstone has more exercises. */
const MOST_IN: Readonly<Record<string, number>> = { "12": 8 };

/** A lesson has three to five exercises; the first lesson may have two. */
export const enoughExercises: LessonRule = (lesson, { lessons }) => {
  const { length } = lesson.exercises;
  const fewest = lesson.id === lessons[0]?.id ? 2 : 3;
  const most = MOST_IN[lesson.id] ?? MOST;
  if (length >= fewest && length <= most) return [];
  return [
    about(
      "enough-exercises",
      lesson,
    )(`it has ${length} exercises: give it ${fewest} to ${most}, each a little more than the one before.`),
  ];
};
