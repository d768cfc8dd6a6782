import { join } from "node:path";
import type { AuthoredAnswer } from "../../../../kit/authoring/answers/read-answers.ts";
import type { AuthoredCourse } from "../../../../kit/authoring/authored-course.ts";
import { parseLesson } from "../../../../kit/lesson/source/parse-lesson.ts";

/** A lesson that keeps every rule of the author's contract, as small as that can be. Tests break it in one place each. */
export const soundSource = `// ---
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
//     lesson: "00"
//     title: Small
//     minutes: 10
// ---

// %% [markdown]
// # 00 · Small
//
// *About 10 minutes. You need nothing.*
//
// **After this lesson you can**
//
// - double a number,
// - halve a number.

// %% [markdown]
// ## Twice and half
//
// \`\`\`mermaid
// flowchart LR
//   a --> b
// \`\`\`
//
// *The diagram in words: a leads to b.*
//
// ![Two bars, one twice as long as the other](glossary.md)
//
// > **AI co-learning prompt**
// >
// > "Ask me what doubling is, and listen."
//
// *3 minutes · write.*

// %%
await watch({ agents: [], executor: "sequential" });

// %% tags=["exercise"]
// exercise 00.1 · Twice
function twice(value: number): number {
  // BEGIN SOLUTION
  const result = value * 2;
  if (result === 0) return 0;
  return result;
  // END SOLUTION
}

// %% tags=["check"]
await check("00.1");

// %% [markdown] tags=["hint"]
// How often does the value stand in the result?

// %% [markdown] tags=["hint"]
// Two of the same, put together. There is a sign for that, and another for adding.

// %% [markdown] tags=["hint"]
// Multiply with \`*\` by two, or add the parameter to itself with \`+\`, then give it back with \`return\`.

// %% [markdown] tags=["explanation"]
// Multiplying does it. Adding the value to itself is a second way.

// %% [markdown]
// *3 minutes · write.*

// %% tags=["exercise"]
// exercise 00.2 · Half
function half(value: number): number {
  // BEGIN SOLUTION
  return value / 2;
  // END SOLUTION
}

// %% tags=["check"]
await check("00.2");

// %% [markdown] tags=["hint"]
// What is the opposite of doubling?

// %% [markdown] tags=["hint"]
// Share it out among two people who get the same.

// %% [markdown] tags=["hint"]
// Divide with \`/\`. The number on its right says how many get a part of it.

// %% [markdown] tags=["explanation"]
// Dividing by two. Multiplying by 0.5 is another way.

// %% [markdown]
// > **A pitfall: zero.** Look at what comes out.

// %%
console.log(0 / 2);

// %% [markdown]
// > **CoLearning challenge**
// >
// > "Find a number whose half is itself, and ask me for it."
//
// > **Try with AI**
// >
// > *3 minutes.* "What is half of minus zero, exactly?"
// >
// > *Expected outcome:* you can say it.
//
// When the output of a worker is late or missing, run the cell again.
//
// ## Recap
//
// Twice and half.
//
// ## Quiz yourself
//
// <details><summary>1. Why?</summary>
//
// Because.
// </details>
//
// <details><summary>2. How?</summary>
//
// So.
// </details>
//
// <details><summary>3. Who?</summary>
//
// You.
// </details>
//
// **Next:** [00 · Small](00-small.ipynb#Twice-and-half). *To read on: [a manual](https://nodejs.org/api/).*
`;

const answer = (
  kind: AuthoredAnswer["kind"],
  exercise: string,
  name: string,
  body: string,
): AuthoredAnswer => ({
  kind,
  file: `test/answers/00/${kind}/${exercise}-${name}.ts`,
  lesson: "00",
  exercise,
  code: `// exercise ${exercise} · Title\n${body}\n`,
  fails: kind === "wrong" ? ["doubles"] : [],
});

/** Two correct answers and three wrong ones to each of its exercises. */
export const soundAnswers: readonly AuthoredAnswer[] = ["00.1", "00.2"].flatMap((id) => [
  answer("right", id, "adding", "const f = (a: number) => a + a;"),
  answer(
    "right",
    id,
    "loop",
    "function f(a: number) { let b = 0; for (const x of [a, a]) b += x; return b; }",
  ),
  ...["one", "two", "three"].map((name, at) => answer("wrong", id, name, `const f = () => ${at};`)),
]);

/** The course of the one lesson, broken as asked: in its source, its answers or its checks. */
export function smallCourse(
  change: (source: string) => string = (source) => source,
  { answers = soundAnswers, ...rest }: Partial<AuthoredCourse> = {},
): AuthoredCourse {
  const source = change(soundSource);
  return {
    root: join(import.meta.dirname, "../../../.."),
    lessons: [parseLesson(source, "solutions/00-small.ts")],
    broken: [],
    sets: [],
    checks: {},
    guide: "### 00 · Small\n\nAsk the room.\n",
    answers,
    ...rest,
  };
}

/** Replaces a text that must be there, so that a test whose defect went missing fails. */
export const replacing =
  (text: string, by: string) =>
  (source: string): string => {
    if (!source.includes(text)) throw new Error(`The sound lesson does not hold ${JSON.stringify(text)}.`);
    return source.replace(text, by);
  };
