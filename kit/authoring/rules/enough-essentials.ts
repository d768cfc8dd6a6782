import type { AuthoredCheck } from "../authored-course.ts";
import { about, type LessonRule } from "./rule.ts";

/** An exercise has at most two essential checks. */
const MOST = 2;

/** Every exercise has one or two essential checks. Learners see at least one of them. */
export const enoughEssentials: LessonRule = (lesson, { checks }) => {
  const finding = about("enough-essentials", lesson);
  return lesson.exercises.flatMap(({ id }) => {
    const lack = lacks(checks[id]?.checks ?? []);
    return lack === undefined
      ? []
      : [{ ...finding(lack, { exercise: id }), file: `test/checks/${lesson.id}.check.ts` }];
  });
};

function lacks(checks: readonly AuthoredCheck[]): string | undefined {
  // Other rules ask for checks, and for some that learners see.
  if (!checks.some(({ hidden }) => !hidden)) return undefined;
  const essentials = checks.filter(({ essential }) => essential);
  if (essentials.length > MOST)
    return `${essentials.length} of its checks are essential: choose the one or two that the exercise is about.`;
  if (!essentials.some(({ hidden }) => !hidden))
    return "learners see no essential check: mark the one or two that the exercise is about, with { essential: true }.";
  return undefined;
}
