import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const isFull = process.env.SWARMLAB_FULL === "1";

// Tests start hundreds of processes and threads from the sources. With this cache each source file loses its types once, not once in each of them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".lab/cache/node");

/** The files that run longest, the longest first. Without a record of an earlier run, vitest would begin them late and end with one of them alone. */
const LONGEST = [
  "test/lessons/author-check.test.ts",
  "test/lessons/notebooks.test.ts",
  "test/labs/chaos/failure-matrix.test.ts",
  "test/kit/release/release.test.ts",
  "test/kit/lab/lab.test.ts",
  "test/lessons/capstones.test.ts",
  "test/kit/checking/hostile/hostile.test.ts",
  "test/kit/grading/grade-class.test.ts",
  "test/kit/grading/resume.test.ts",
  "test/kit/release/gradescope.test.ts",
];

/** Vitest's order, after the longest files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

/** The code's own tests. The graded checks in test/checks run through kit/grading, never from here. */
export default defineConfig({
  test: {
    globalSetup: ["test/bundle-runner.ts"],
    include: ["test/{house,labs,kit,lessons,browser,deploy}/**/*.test.ts"],
    // Soaks and many repetitions belong to `npm run test:full`.
    exclude: [...configDefaults.exclude, ...(isFull ? [] : ["**/*.full.test.ts"])],
    // Tests start real threads, processes and kernels on what may be two cores; a third file computes while others wait for time to pass.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // What a test waits for comes at once on a quiet machine. On a busy one even a dead process may take seconds to be collected.
    // These limits only end what hangs, so they are far above what any test takes.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
