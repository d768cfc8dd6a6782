/** A lesson that does not exist yet. */
export interface NewLesson {
  /** Two digits. */
  readonly id: string;
  readonly title: string;
  /** The title as file names have it. */
  readonly slug: string;
}

/** The exercise that a new lesson begins with; its author replaces it. */
const EXERCISE_TITLE = "Count the words";

/** The heading that feedback sends learners back to. */
const HEADING = "What a word is";

/** The names of the checks: a wrong answer names the one that is meant to catch it. */
const CHECKS = {
  apart: "counts words with one space between them",
  spaces: "several spaces and line breaks separate two words once",
  empty: "a text without words has none",
} as const;

/** The files of a new lesson by their paths from the course's root. They keep the author's contract, but for the prose that is missing. */
export function newLessonFiles(lesson: NewLesson): Record<string, string> {
  const { id, slug } = lesson;
  const answer = (kind: "right" | "wrong", name: string) => `test/answers/${id}/${kind}/${id}.1-${name}.ts`;
  const line = `// exercise ${id}.1 · ${EXERCISE_TITLE}\n`;
  return {
    [`solutions/${id}-${slug}.ts`]: sourceText(lesson),
    [`test/checks/${id}.check.ts`]: checksText(lesson),
    [answer("right", "pattern")]: `${line}// Finds the words instead of what separates them.
function countWords(text: string): number {
  return text.match(/\\S+/g)?.length ?? 0;
}
`,
    [answer("right", "loop")]: `${line}// Goes through the text, and counts where a word begins.
function countWords(text: string): number {
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
    [answer("wrong", "single-spaces")]: `${line}// Splits at every single space.
// fails: ${CHECKS.spaces}
function countWords(text: string): number {
  return text.split(" ").length;
}
`,
    [answer("wrong", "counts-gaps")]: `${line}// Counts what is between the words.
// fails: ${CHECKS.apart}
function countWords(text: string): number {
  return text.match(/\\s+/g)?.length ?? 0;
}
`,
    [answer("wrong", "empty-is-one")]: `${line}// Splitting an empty text gives one empty piece.
// fails: ${CHECKS.empty}
function countWords(text: string): number {
  return text.trim().split(/\\s+/).length;
}
`,
  };
}

function sourceText({ id, title }: NewLesson): string {
  return `// ---
// jupyter:
//   jupytext:
//     text_representation:
//       extension: .ts
//       format_name: percent
//   kernelspec:
//     display_name: Swarm Lab (TypeScript)
//     language: typescript
//     name: swarmlab
//   swarmlab:
//     lesson: "${id}"
//     title: ${JSON.stringify(title)}
//     minutes: 30
// ---

// %% [markdown]
// # ${id} · ${title}
//
// *About 30 minutes.*

// %%
import { check, coteach, hint } from "@swarmlab/kit";

// %% [markdown]
// ## ${HEADING}
//
// A word is what stands between spaces, line breaks and the two ends of a text.

// %% [markdown]
// ## Exercise ${id}.1 · ${EXERCISE_TITLE}
//
// *5 minutes · write.*
//
// Write \`countWords\`: it takes a text and returns how many words are in it.

// %% tags=["exercise"]
// exercise ${id}.1 · ${EXERCISE_TITLE}
function countWords(text: string): number {
  // BEGIN SOLUTION
  // STUB: // about 1 line
  // STUB: throw new Error("exercise ${id}.1: write your answer here");
  return text.split(/\\s+/).filter((piece) => piece !== "").length;
  // END SOLUTION
}

// %% tags=["check"]
await check("${id}.1");

// %% [markdown] tags=["hint"]
// Where does one word end and the next one begin?

// %% [markdown] tags=["hint"]
// A text can be cut into pieces wherever a pattern matches. Which pattern stands for one space, several of them, or a
// line break?

// %% [markdown] tags=["hint"]
// After \`split\` with the pattern for white space there may be an empty piece at either end, and an empty text gives
// nothing but one. Leave such pieces out with \`filter\` before you take the \`length\`.

// %% [markdown] tags=["explanation"]
// The pattern \`\\s+\` takes any white space in a row as one place to cut. What remains empty is no word.
//
// A second way looks for the words themselves: \`text.match(/\\S+/g)\`.
`;
}

function checksText({ id }: NewLesson): string {
  return `import { exercise } from "@swarmlab/kit/checks";
import { expect } from "vitest";

exercise("${id}.1", { reread: "${HEADING}" }, ({ check, hidden }) => {
  check("${CHECKS.apart}", { essential: true }, async ({ submission }) => {
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
});
`;
}
