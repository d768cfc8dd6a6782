/** One test of Gradescope's results. */
export interface GradescopeTest {
  readonly name: string;
  readonly score?: number;
  readonly max_score?: number;
  readonly status?: "passed" | "failed";
  readonly output?: string;
  readonly visibility?: string;
}

/** The part of Gradescope's results that this autograder writes. */
export interface GradescopeResults {
  /** Undefined where something could not be graded: that submission needs a person, and does not count 0. */
  readonly score?: number;
  readonly output: string;
  readonly tests: readonly GradescopeTest[];
  readonly execution_time?: number;
  readonly extra_data?: unknown;
}

const formats = {
  output_format: "text",
  test_output_format: "text",
  test_name_format: "text",
  visibility: "visible",
  stdout_visibility: "hidden",
} as const;

/** Results of a submission that was not graded: no score, and a sentence for the learner and the instructor. */
export function ungraded(sentence: string): GradescopeResults {
  return { ...formats, output: sentence, tests: [notGraded("Not graded", sentence)] };
}

/** A test that says why there are no points. */
export const notGraded = (name: string, sentence: string): GradescopeTest => ({
  name,
  status: "failed",
  output: sentence,
  visibility: "visible",
});

/** Joins the results of a submission's lessons. @param notes sentences on the whole submission */
export function joined(lessons: readonly GradescopeResults[], notes: readonly string[]): GradescopeResults {
  const scores = lessons.map(({ score }) => score);
  const total = scores.reduce<number>((sum, score = 0) => sum + score, 0);
  return {
    ...formats,
    ...(scores.includes(undefined) || scores.length === 0 ? {} : { score: Math.round(total * 100) / 100 }),
    output: [...lessons.map(({ output }) => output), ...notes].filter((text) => text !== "").join("\n"),
    tests: lessons.flatMap(({ tests }) => tests),
  };
}
