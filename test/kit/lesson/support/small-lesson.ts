/** The parts of a small correct lesson 05, for tests to leave out, change or repeat. */
export const parts = {
  header: `// ---
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
//     lesson: "05"
//     title: Small
//     minutes: 10
// ---`,
  title: "// %% [markdown]\n// # 05 · Small",
  imports: '// %%\nimport { check } from "@swarmlab/kit";',
  exercise: exercise("05.1", "first"),
  check: checkCell("05.1"),
  hint1: hint("one"),
  hint2: hint("two"),
  hint3: hint("three"),
  explanation: '// %% [markdown] tags=["explanation"]\n// Because.',
};

export function exercise(id: string, name: string): string {
  return `// %% tags=["exercise"]
// exercise ${id} · Write ${name}
function ${name}(): number {
  // BEGIN SOLUTION
  return 1;
  // END SOLUTION
}`;
}

export function checkCell(id: string): string {
  return `// %% tags=["check"]\nawait check("${id}");`;
}

export function hint(text: string): string {
  return `// %% [markdown] tags=["hint"]\n// ${text}`;
}

/** A whole second exercise. */
export function secondExercise(id = "05.2", name = "second"): string {
  return [exercise(id, name), checkCell(id), hint("a"), hint("b"), hint("c")].join("\n\n");
}

/** The lesson's source with some parts changed; an empty text leaves a part out. Extra cells go to the end. */
export function smallLesson(changes: Partial<typeof parts> = {}, ...extra: string[]): string {
  const cells = [...Object.values({ ...parts, ...changes }), ...extra].filter((part) => part !== "");
  return `${cells.join("\n\n")}\n`;
}
