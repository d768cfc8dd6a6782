import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const isFull = process.env.SWARMLAB_FULL === "1";

// Tests start hundreds of processes and threads from the sources. With this cache each source file loses its types once, not once in each of them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".lab/cache/node");

/** The code's own tests. The graded checks in test/checks run through kit/grading, never from here. */
export default defineConfig({
  test: {
    include: ["test/{house,labs,kit,lessons,browser,deploy}/**/*.test.ts"],
    // Soaks and many repetitions belong to `npm run test:full`.
    exclude: [...configDefaults.exclude, ...(isFull ? [] : ["**/*.full.test.ts"])],
    // Tests start real threads, processes and kernels on what may be two cores; a third file computes while others wait for time to pass.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // What a test waits for comes at once on a quiet machine. On a busy one even a dead process may take seconds to be collected.
    expect: { poll: { timeout: 15_000 } },
  },
});
