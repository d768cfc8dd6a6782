import type { Finding } from "../finding.ts";
import { lineOfHint } from "../prose/prose-cells.ts";
import { about, type LessonRule } from "./rule.ts";

/** Two hints that share a larger part of their words than this say the same. */
const MOST_ALIKE = 0.7;

/** Each hint says something new, and the last one says more than the first: it names code, or is longer. */
export const hintsClimb: LessonRule = (lesson) => {
  const finding = about("hints-climb", lesson);
  return lesson.exercises.flatMap(({ id, hints }) => {
    const found: Finding[] = [];
    hints.forEach((hint, at) => {
      const twin = hints.slice(0, at).findIndex((earlier) => likeness(earlier, hint) > MOST_ALIKE);
      if (twin >= 0)
        found.push(
          finding(`hint ${at + 1} says what hint ${twin + 1} says: let it go a step further.`, {
            exercise: id,
            ...lineOfHint(lesson, id, at),
          }),
        );
    });
    const [first = "", last = ""] = [hints[0], hints.at(-1)];
    if (hints.length > 1 && detail(last) <= detail(first))
      found.push(
        finding("its last hint is no plainer than the first: let it name what to use, or say more.", {
          exercise: id,
          ...lineOfHint(lesson, id, hints.length - 1),
        }),
      );
    return found;
  });
};

/** Between 0 and 1: the share of words that two texts have in common. */
function likeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common / Math.max(1, Math.min(a.size, b.size));
}

/** Words of four letters and more: the short ones stand in every sentence. */
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);

/** How detailed a hint is: its words, and five for each piece of code. */
function detail(hint: string): number {
  const words = hint.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return words + 5 * (hint.match(/`[^`]+`/g)?.length ?? 0);
}
