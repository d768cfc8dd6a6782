import { knownCode, squeeze } from "./definitions.ts";
import { codePieces } from "./readings.ts";

/** How much code a co-teacher may write that the learner does not have, of whatever it is. Its rules allow none. */
export const FOREIGN_LIMITS = {
  /** Lines in the blocks of one reply, and of a talk. */
  lines: 3,
  linesOfTalk: 8,
  /** Expressions with an operator in the prose of one reply, and their words and signs together; one alone may be longer. */
  expressions: 3,
  words: 16,
  wordsOfOne: 20,
} as const;

/** Fewer words and signs than these are a name, a bracket or a value. */
const MIN_WORDS = 3;
const OPERATOR = /[<>!+*/%&|?]|(?<!=)=|\s-\s|instanceof/;

/**
 * The code that a co-teacher has written itself, in any language: other right answers have nothing in common with the solution, but are code as well.
 * Undefined when it is little.
 *
 * @param known what the learner has, as `knownCode`
 */
export function foreignCode(replies: readonly string[], known: readonly string[]): string | undefined {
  let linesOfTalk = 0;
  for (const reply of replies) {
    const { blocks, inline } = codePieces(reply);
    const isNew = (code: string) => {
      const bare = squeeze(knownCode([code])).replace(/^[{}():,;]+|[{}():,;]+$/g, "");
      return wordsIn(code) >= MIN_WORDS && !known.some((one) => one.includes(bare));
    };
    const lines = blocks.flatMap((block) => block.split("\n")).filter(isNew).length;
    linesOfTalk += lines;
    if (lines >= FOREIGN_LIMITS.lines || linesOfTalk >= FOREIGN_LIMITS.linesOfTalk)
      return `${Math.max(lines, linesOfTalk)} lines of code that the learner does not have`;
    const expressions = inline.filter((code) => OPERATOR.test(code) && !code.includes("${") && isNew(code));
    const words = expressions.reduce((sum, code) => sum + wordsIn(code), 0);
    const { expressions: most, words: mostWords, wordsOfOne } = FOREIGN_LIMITS;
    if (expressions.length >= most || words >= (expressions.length === 1 ? wordsOfOne : mostWords))
      return `${expressions.length} expressions that the learner does not have`;
  }
  return undefined;
}

const wordsIn = (code: string) => code.match(/[\w$]+|[^\s\w]/g)?.length ?? 0;
