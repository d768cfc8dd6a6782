import { tokensOf } from "../answers/tokens.ts";
import { fencesOf } from "../prose/fences.ts";
import { lineOfHint } from "../prose/prose-cells.ts";
import { about, type LessonRule } from "./rule.ts";

/** Tokens in a row of the solution that a hint may quote: a call such as `Math.ceil(x)` has six. */
const MOST_TOKENS = 7;

/** No hint holds the answer: it quotes at most a few tokens in a row of what the learner has to write. */
export const hintsKeepTheAnswer: LessonRule = (lesson) => {
  const finding = about("hints-keep-the-answer", lesson);
  return lesson.exercises.flatMap(({ id, hints, starter, solution = "" }) => {
    const secret = newTokens(solution, starter);
    return hints.flatMap((hint, at) => {
      const quoted = codeOf(hint)
        .map((code) => longestCommonRun(tokensOf(code), secret))
        .sort((a, b) => b.length - a.length)[0];
      if (quoted === undefined || quoted.length <= MOST_TOKENS) return [];
      return [
        finding(`hint ${at + 1} gives the answer away (${quoted.join(" ")}): describe it in words.`, {
          exercise: id,
          ...lineOfHint(lesson, id, at),
        }),
      ];
    });
  });
};

/** The solution's tokens without the lines that the starter has too. */
function newTokens(solution: string, starter: string): string[] {
  const given = new Set(starter.split("\n").map((line) => line.trim()));
  return tokensOf(
    solution
      .split("\n")
      .filter((line) => !given.has(line.trim()))
      .join("\n"),
  );
}

/** The pieces of code in a hint. */
function codeOf(hint: string): string[] {
  return [
    ...fencesOf(hint).map(({ content }) => content),
    ...[...hint.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code),
  ];
}

function longestCommonRun(one: readonly string[], other: readonly string[]): string[] {
  let best: string[] = [];
  let previous = new Array<number>(other.length + 1).fill(0);
  one.forEach((token, i) => {
    const current = new Array<number>(other.length + 1).fill(0);
    other.forEach((candidate, j) => {
      if (candidate !== token) return;
      const length = (previous[j] ?? 0) + 1;
      current[j + 1] = length;
      if (length > best.length) best = one.slice(i - length + 1, i + 1);
    });
    previous = current;
  });
  return best;
}
