import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first. In a fresh clone vitest knows no durations and begins with the largest files: then a long one
 * may be the last to begin, and all cores wait for it.
 */
export const longest: readonly string[] = [
  "test/lessons/notebooks.test.ts",
  "test/lessons/author-check.test.ts",
  "test/kit/lab/lab.test.ts",
  "test/labs/swarm/chaos/failure-matrix.test.ts",
  "test/kit/grading/grader.test.ts",
  "test/kit/grading/hostile/hostile.test.ts",
  "test/kit/release/release.test.ts",
  "test/lessons/capstones.test.ts",
  "test/kit/grading/check-command.test.ts",
  "test/labs/bench/compare/benchmark.test.ts",
  "test/kit/release/gradescope.test.ts",
  "test/browser/lesson-02.test.ts",
  "test/kit/grading/class/grade-class.test.ts",
];

/** Those that are known to be long first, all others in the order in which they came. */
export function longestFirst<File>(files: readonly File[], path: (file: File) => string): File[] {
  const place = (file: File) => {
    const at = longest.findIndex((one) => path(file).endsWith(`/${one}`));
    return at === -1 ? longest.length : at;
  };
  return files.toSorted((one, other) => place(one) - place(other));
}

/** The order in which vitest begins with files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(files), ({ moduleId }) => moduleId);
  }
}
