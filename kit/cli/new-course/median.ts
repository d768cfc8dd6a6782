import type { ExerciseTemplate } from "../new-lesson/exercise-template.ts";

/** The names of the checks: a wrong answer names the one that is meant to catch it. */
const CHECKS = {
  odd: "the middle one of an odd number is the median",
  even: "of an even number, it lies halfway between the two in the middle",
  untouched: "the caller's list stays as it was",
} as const;

/** The exercise of the second lesson of a new course: the median of numbers. */
export const MEDIAN: ExerciseTemplate = {
  title: "Find the median",
  heading: "The value in the middle",
  lesson: `Put values in order of size: the one in the middle is their median. Of an even number of values it lies halfway between
the two in the middle. One wild value moves the mean as far as it likes, and the median hardly at all.`,
  task: "Write `median`: it takes a list of at least one number and returns their median. The list stays as it is.",
  signature: "function median(values: readonly number[]): number {",
  solution: `  const ordered = [...values].sort((a, b) => a - b);
  const upper = Math.floor(ordered.length / 2);
  const lower = Math.ceil(ordered.length / 2) - 1;
  return ((ordered[lower] ?? 0) + (ordered[upper] ?? 0)) / 2;`,
  length: "4 lines",
  hints: [
    "Which value has as many values below it as above it?",
    "The values have to be in order of size first. A plain `sort` compares them as texts: for it, 10 comes before 9.",
    `Sort a copy, so that the caller's list stays as it is, and give \`sort\` a function that compares two numbers. Then look at
the two places on either side of the middle: with an odd number of values they are the same place.`,
  ],
  explanation: `With an odd number of values both places are the same, and half of twice a value is that value. So one formula serves for
both cases.

Another way is an \`if\` with one case for an odd number and one for an even number.`,
  checks: `  check("${CHECKS.odd}", { essential: true }, async ({ submission }) => {
    expect(await submission.call("median", [10, 9, 200]), "median([10, 9, 200]) gave").toBe(10);
    expect(await submission.call("median", [7]), "median([7]) gave").toBe(7);
  });

  check("${CHECKS.even}", async ({ submission }) => {
    expect(await submission.call("median", [4, 1, 2, 9]), "median([4, 1, 2, 9]) gave").toBe(3);
  });

  hidden("${CHECKS.untouched}", async ({ submission }) => {
    const median = await submission.call("median", Object.freeze([3, 1, 2]));
    expect(median, "median of [3, 1, 2], which must not be changed, gave").toBe(2);
  });
`,
  right: [
    {
      name: "two-cases",
      about: "One case for an odd number of values, and one for an even number.",
      code: `function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length >> 1;
  if (ordered.length % 2 === 1) return ordered[middle]!;
  return (ordered[middle - 1]! + ordered[middle]!) / 2;
}
`,
    },
    {
      name: "from-both-ends",
      about: "Takes the smallest and the largest away until one or two values are left.",
      code: `function median(values: readonly number[]): number {
  let left = values.slice();
  while (left.length > 2) {
    left.splice(left.indexOf(Math.min(...left)), 1);
    left.splice(left.indexOf(Math.max(...left)), 1);
  }
  return left.reduce((sum, value) => sum + value, 0) / left.length;
}
`,
    },
  ],
  wrong: [
    {
      name: "sorts-as-text",
      about: "Sorts the numbers as texts.",
      fails: CHECKS.odd,
      code: `function median(values: readonly number[]): number {
  const ordered = [...values].sort();
  const middle = (ordered.length - 1) / 2;
  return (ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2;
}
`,
    },
    {
      name: "upper-of-two",
      about: "Takes the upper one of the two in the middle.",
      fails: CHECKS.even,
      code: `function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)]!;
}
`,
    },
    {
      name: "sorts-in-place",
      about: "Sorts the caller's list itself.",
      fails: CHECKS.untouched,
      code: `function median(values: readonly number[]): number {
  const ordered = (values as number[]).sort((a, b) => a - b);
  const middle = (ordered.length - 1) / 2;
  return (ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2;
}
`,
    },
  ],
};
