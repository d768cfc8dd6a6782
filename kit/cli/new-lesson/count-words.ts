import type { ExerciseTemplate } from "./exercise-template.ts";

/** The names of the checks: a wrong answer names the one that is meant to catch it. */
const CHECKS = {
  apart: "counts words with one space between them",
  spaces: "several spaces and line breaks separate two words once",
  empty: "a text without words has none",
} as const;

/** The exercise of a new lesson: the words of a text. */
export const COUNT_WORDS: ExerciseTemplate = {
  title: "Count the words",
  heading: "What a word is",
  lesson: "A word is what stands between spaces, line breaks and the two ends of a text.",
  task: "Write `countWords`: it takes a text and returns how many words are in it.",
  signature: "function countWords(text: string): number {",
  solution: `  return text.split(/\\s+/).filter((piece) => piece !== "").length;`,
  length: "1 line",
  hints: [
    "Where does one word end and the next one begin?",
    `A text can be cut into pieces wherever a pattern matches. Which pattern stands for one space, several of them, or a
line break?`,
    `After \`split\` with the pattern for white space there may be an empty piece at either end, and an empty text gives
nothing but one. Leave such pieces out with \`filter\` before you take the \`length\`.`,
  ],
  explanation: `The pattern \`\\s+\` takes any white space in a row as one place to cut. What remains empty is no word.

A second way looks for the words themselves: \`text.match(/\\S+/g)\`.`,
  checks: `  check("${CHECKS.apart}", { essential: true }, async ({ submission }) => {
    const count = await submission.call("countWords", "agents run in parallel");
    expect(count, 'The words of "agents run in parallel"').toBe(4);
  });

  check("${CHECKS.spaces}", async ({ submission }) => {
    const count = await submission.call("countWords", "one   two\\nthree");
    expect(count, "Three spaces, and a line break, stand between three words. Their number").toBe(3);
  });

  hidden("${CHECKS.empty}", async ({ submission }) => {
    expect(await submission.call("countWords", ""), "The words of an empty text").toBe(0);
    expect(await submission.call("countWords", " \\n "), "The words of a text of white space").toBe(0);
  });
`,
  right: [
    {
      name: "pattern",
      about: "Finds the words instead of what separates them.",
      code: `function countWords(text: string): number {
  return text.match(/\\S+/g)?.length ?? 0;
}
`,
    },
    {
      name: "loop",
      about: "Goes through the text, and counts where a word begins.",
      code: `function countWords(text: string): number {
  let count = 0;
  let isInWord = false;
  for (const character of text) {
    const isSpace = character.trim() === "";
    if (!isSpace && !isInWord) count += 1;
    isInWord = !isSpace;
  }
  return count;
}
`,
    },
  ],
  wrong: [
    {
      name: "single-spaces",
      about: "Splits at every single space.",
      fails: CHECKS.spaces,
      code: `function countWords(text: string): number {
  return text.split(" ").length;
}
`,
    },
    {
      name: "counts-gaps",
      about: "Counts what is between the words.",
      fails: CHECKS.apart,
      code: `function countWords(text: string): number {
  return text.match(/\\s+/g)?.length ?? 0;
}
`,
    },
    {
      name: "empty-is-one",
      about: "Splitting an empty text gives one empty piece.",
      fails: CHECKS.empty,
      code: `function countWords(text: string): number {
  return text.trim().split(/\\s+/).length;
}
`,
    },
  ],
};
