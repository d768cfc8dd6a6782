import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { errorMessage } from "../../common/error-message.ts";
import { EditorError } from "../editor-error.ts";

export interface WarmVitestOptions {
  /** The folder of vitest's configuration. */
  readonly root: string;
  /** How many test files may run at the same time. @minimum 1 */
  readonly maxWorkers: number;
}

/** How a run of tests ended. */
export interface TestOutcome {
  readonly passed: number;
  readonly failures: readonly { readonly file: string; readonly name: string; readonly message: string }[];
  /** Whether every test file ended; false after `cancel()`. */
  readonly isComplete: boolean;
}

/**
 * A vitest that is started once and runs some tests again and again. Tests run on threads that live inside this thread,
 * so that ending this thread ends every test, also one that loops for ever. `close()` ends it in good order.
 */
export class WarmVitest {
  readonly #vitest: Vitest;
  #isCancelled = false;

  private constructor(vitest: Vitest) {
    this.#vitest = vitest;
  }

  /** @throws EditorError `MISSING_PACKAGE`; vitest's own errors for a configuration that cannot be read */
  static async open({ root, maxWorkers }: WarmVitestOptions): Promise<WarmVitest> {
    const { createVitest } = await loadVitest(root);
    const vitest = await createVitest(
      "test",
      // A reporter without methods prints nothing.
      { root, watch: true, pool: "threads", maxWorkers, reporters: [{}], passWithNoTests: true },
      // Vitest prints nothing, because its errors are thrown and reported as one sentence.
      { server: { watch: null }, logLevel: "silent", clearScreen: false },
    );
    await vitest.standalone();
    return new WarmVitest(vitest);
  }

  /** All test files of the project. */
  async testFiles(): Promise<string[]> {
    const specifications = await this.#vitest.globTestSpecifications([]);
    return [...new Set(specifications.map(({ moduleId }) => moduleId))];
  }

  /** Whether a file that may be new is a test of the project. */
  isTest(file: string): boolean {
    return this.#vitest.projects.some((project) => project.matchesTestGlob(file));
  }

  /**
   * Runs some test files.
   *
   * @param changed files that have changed since the last run, so that none of them is taken from a cache
   */
  async run(testFiles: readonly string[], changed: readonly string[]): Promise<TestOutcome> {
    this.#isCancelled = false;
    for (const file of changed) this.#vitest.invalidateFile(file);
    const specifications = this.#vitest.projects.flatMap((project) =>
      testFiles
        .filter((file) => project.matchesTestGlob(file))
        .map((file) => project.createSpecification(file)),
    );
    const { testModules, unhandledErrors } = await this.#vitest.runTestSpecifications(specifications, false);
    const asked = new Set(testFiles);
    // Vitest also reports what it remembers of earlier runs.
    const modules = testModules.filter(({ moduleId }) => asked.has(moduleId));
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({ module, test })),
    );
    return {
      passed: tests.filter(({ test }) => test.result().state === "passed").length,
      failures: [
        ...tests
          .filter(({ test }) => test.result().state === "failed")
          .map(({ module, test }) => ({
            file: module.moduleId,
            name: test.fullName,
            message: firstLine(test.result().errors),
          })),
        ...modules
          .filter((module) => module.errors().length > 0)
          .map((module) => ({ file: module.moduleId, name: "", message: firstLine(module.errors()) })),
        ...unhandledErrors.map((error) => ({ file: "", name: "", message: firstLine([error]) })),
      ],
      isComplete: !this.#isCancelled,
    };
  }

  /** Asks the running tests to end: no further test starts. A test that computes or waits for ever goes on. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    await this.#vitest.cancelCurrentRun("keyboard-input");
  }

  async close(): Promise<void> {
    await this.#vitest.close();
  }
}

function firstLine(errors: readonly unknown[] | undefined): string {
  const [first] = errors ?? [];
  const message =
    typeof first === "object" && first !== null && "message" in first
      ? String(first.message)
      : errorMessage(first ?? "failed");
  return (message.split("\n")[0] ?? "").slice(0, 200);
}

/** Vitest of the project that is watched, else the one beside labs. */
async function loadVitest(root: string): Promise<VitestModule> {
  for (const from of [`${root}/package.json`, import.meta.url]) {
    let path: string;
    try {
      path = createRequire(from).resolve("vitest/node");
    } catch {
      continue;
    }
    return (await import(pathToFileURL(path).href)) as VitestModule;
  }
  throw new EditorError(
    "MISSING_PACKAGE",
    `The tests of ${root} run on vitest, which is not installed: run "npm install --save-dev vitest".`,
  );
}

/* What is used of vitest's Node API. Labs does not depend on vitest, so it has no types of it. */

interface VitestModule {
  createVitest(mode: "test", options: object, viteOptions: object): Promise<Vitest>;
}

interface Specification {
  readonly moduleId: string;
}

interface TestCase {
  readonly fullName: string;
  result(): { readonly state: string; readonly errors?: readonly unknown[] };
}

interface TestModule {
  readonly moduleId: string;
  readonly children: { allTests(): Iterable<TestCase> };
  errors(): readonly unknown[];
}

interface Vitest {
  readonly projects: readonly {
    matchesTestGlob(file: string): boolean;
    createSpecification(file: string): Specification;
  }[];
  standalone(): Promise<void>;
  globTestSpecifications(filters: readonly string[]): Promise<readonly Specification[]>;
  runTestSpecifications(
    specifications: readonly Specification[],
    isAll: boolean,
  ): Promise<{ readonly testModules: readonly TestModule[]; readonly unhandledErrors: readonly unknown[] }>;
  invalidateFile(file: string): void;
  cancelCurrentRun(reason: string): Promise<void>;
  close(): Promise<void>;
}
