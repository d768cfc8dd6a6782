import { COUNT_WORDS } from "./count-words.ts";
import type { ExerciseTemplate, TemplateAnswer } from "./exercise-template.ts";

/** A lesson that does not exist yet. */
export interface NewLesson {
  /** Two digits. */
  readonly id: string;
  readonly title: string;
  /** The title as file names have it. */
  readonly slug: string;
}

/** The files of a new lesson by their paths from the course's root. They keep the author's contract, but for the prose that is missing. */
export function newLessonFiles(
  lesson: NewLesson,
  exercise: ExerciseTemplate = COUNT_WORDS,
): Record<string, string> {
  const { id, slug } = lesson;
  const answer = (kind: "right" | "wrong", { name, about, code }: TemplateAnswer, fails = "") => [
    `test/answers/${id}/${kind}/${id}.1-${name}.ts`,
    `// exercise ${id}.1 · ${exercise.title}\n// ${about}\n${fails}${code}`,
  ];
  return {
    [`solutions/${id}-${slug}.ts`]: sourceText(lesson, exercise),
    [`test/checks/${id}.check.ts`]: checksText(lesson, exercise),
    ...Object.fromEntries([
      ...exercise.right.map((right) => answer("right", right)),
      ...exercise.wrong.map((wrong) => answer("wrong", wrong, `// fails: ${wrong.fails}\n`)),
    ]),
  };
}

function sourceText({ id, title }: NewLesson, exercise: ExerciseTemplate): string {
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
//     minutes: 10
// ---

// %% [markdown]
// # ${id} · ${title}
//
// *About 10 minutes.*

// %%
import { check, coteach, hint } from "@swarmlab/kit";

// %% [markdown]
// ## ${exercise.heading}
//
${commented(exercise.lesson)}

// %% [markdown]
// ## Exercise ${id}.1 · ${exercise.title}
//
// *5 minutes · write.*
//
${commented(exercise.task)}

// %% tags=["exercise"]
// exercise ${id}.1 · ${exercise.title}
${exercise.signature}
  // BEGIN SOLUTION
  // STUB: // about ${exercise.length}
  // STUB: throw new Error("exercise ${id}.1: write your answer here");
${exercise.solution}
  // END SOLUTION
}

// %% tags=["check"]
await check("${id}.1");

${exercise.hints.map((hint) => `// %% [markdown] tags=["hint"]\n${commented(hint)}`).join("\n\n")}

// %% [markdown] tags=["explanation"]
${commented(exercise.explanation)}
`;
}

function checksText({ id }: NewLesson, { heading, checks }: ExerciseTemplate): string {
  return `import { exercise } from "@swarmlab/kit/checks";
import { expect } from "vitest";

exercise("${id}.1", { reread: "${heading}" }, ({ check, hidden }) => {
${checks}});
`;
}

/** A text as the comment that it is in a lesson's source. */
function commented(text: string): string {
  return text
    .split("\n")
    .map((line) => `// ${line}`.trimEnd())
    .join("\n");
}
