import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestCase, Vitest } from "vitest/node";
import { siblingModule } from "../../common/sibling-module.ts";
import type { SandboxConfig } from "../../sandbox/index.ts";
import { shorten } from "../checks/judge-error.ts";
import type { CheckIdentity, CheckOutcome, CheckRequest } from "../checks/request.ts";
import { addTimedOut, NONE_TIMED_OUT } from "../checks/timed-out.ts";
import { CheckFileError } from "./check-file-error.ts";
import { CheckPool } from "./check-pool.ts";
import { loadFailure } from "./load-failure.ts";
import { withoutSignalListeners } from "./without-signal-listeners.ts";

/** One run of a check; of a check that was only collected, without an outcome. */
export interface CheckRun {
  readonly identity: CheckIdentity;
  readonly outcome: CheckOutcome | undefined;
  readonly milliseconds: number;
}

export interface CheckRunnerOptions {
  /** The course's folder: its `test/checks` holds the check files. */
  readonly root: string;
  /** An empty folder for the processes of answers. */
  readonly directory: string;
  /** The sandbox around answers. @default none */
  readonly sandbox?: SandboxConfig;
  /**
   * Whether an answer's process reads the lab before an answer asks for it. A process then starts in 2.1 s instead of 0.4 s, and loads an answer
   * that imports the lab in 0.02 s instead of 0.3 s (medians of 7 on two busy cores): it pays where processes are started ahead.
   */
  readonly preload: boolean;
}

/**
 * One vitest that stays warm and runs check files again and again, in a thread of its own. Its owner closes it. A runner whose thread ended
 * (`lost`) runs nothing more.
 */
export class CheckRunner {
  readonly #pool: CheckPool;
  readonly #vitest: Promise<Vitest>;
  readonly #folder: string;
  /** The version of each file in the folder of check files, as of the last `refresh`. */
  #versions: ReadonlyMap<string, string> = new Map();
  #runs: CheckRun[] = [];
  #failures: string[] = [];
  /** Called with the name of a check that begins. */
  #onCheck: (name: string) => void = () => {};
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ root, directory, sandbox, preload }: CheckRunnerOptions) {
    this.#folder = resolve(root, "test/checks");
    this.#pool = new CheckPool({ root: resolve(root), directory, preload, ...(sandbox ? { sandbox } : {}) });
    this.#vitest = this.#create(resolve(root));
    this.#vitest.catch(() => {});
  }

  /** Why the thread ended, if it did. */
  get lost(): Error | undefined {
    return this.#pool.lost;
  }

  /** Starts the process of the first answer ahead of time. */
  warm(): void {
    this.#pool.warm();
  }

  /**
   * Looks for check files, and files beside them, that were edited, added or removed since the last call. The next run reads edited files again.
   * @returns whether there were any
   */
  refresh(): boolean {
    const before = this.#versions;
    const now = this.#fileVersions();
    this.#versions = now;
    const edited = [...now].filter(([file, version]) => (before.get(file) ?? version) !== version);
    if (edited.length > 0) this.#invalidate(edited.map(([file]) => file));
    return JSON.stringify([...before]) !== JSON.stringify([...now]);
  }

  /** The check files of the course. */
  files(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(".check.ts"))
      .sort()
      .map((name) => join(this.#folder, name));
  }

  /**
   * Runs check files, one request after the other.
   * @param onCheck - called with the name of each check when it begins
   * @returns a run for each check that reported
   * @throws CheckFileError when a file cannot be loaded, as checks are collected. What goes wrong in a run concerns the one answer: its checks that
   * have no outcome say so
   */
  run(
    files: readonly string[],
    request: CheckRequest,
    onCheck: (name: string) => void = () => {},
  ): Promise<CheckRun[]> {
    const turn = this.#queue.then(() => {
      this.#onCheck = onCheck;
      return this.#run(files, request);
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Stops the answer that is being checked. */
  stop(): void {
    this.#pool.stop();
  }

  /** Ends vitest, its thread and the processes of answers. Runs that are waiting fail. */
  async close(): Promise<void> {
    const vitest = await this.#vitest.catch(() => undefined);
    await within(this.#pool.endAnswers());
    // Without an answer's process the running check ends at once. Vitest must see its end before the thread ends.
    await within(this.#queue);
    await within(vitest?.close());
    await this.#pool.end();
  }

  async #run(files: readonly string[], request: CheckRequest): Promise<CheckRun[]> {
    if (files.length === 0) return [];
    const vitest = await this.#vitest;
    this.#runs = [];
    this.#failures = [];
    for (let asked = request; ; ) {
      const blocked = await this.#runOnce(vitest, files, asked);
      if (blocked === undefined || asked.mode === "collect") return this.#runs;
      this.#failures = [];
      const done = new Set(this.#runs.map(({ identity }) => identity.name));
      const rest = asked.checks.filter((name) => name !== blocked && !done.has(name));
      if (!done.has(blocked)) this.#runs.push(blockedRun(asked.exercise, blocked));
      if (rest.length === 0 || asked.untilFailure || asked.untilTimeout) return this.#runs;
      const before = (request.mode === "run" ? request.timedOut : undefined) ?? NONE_TIMED_OUT;
      asked = { ...asked, checks: rest, timedOut: addTimedOut(before, this.#runs) };
    }
  }

  /** @returns the name of the check that computed on and on, so that its thread was ended */
  async #runOnce(
    vitest: Vitest,
    files: readonly string[],
    request: CheckRequest,
  ): Promise<string | undefined> {
    let blocked: string | undefined;
    // It starts while vitest reads the check file.
    if (request.mode === "run" && !request.sharesProcess && request.answer.forbidden)
      this.#pool.warm(request.answer.forbidden);
    const stopWatching = this.#pool.watch((number) => {
      blocked = request.mode === "run" ? request.checks[number - 1] : undefined;
    });
    try {
      vitest.provide("swarmlab", request);
      const project = vitest.getRootProject();
      const specifications = files.map((file) => project.createSpecification(file));
      const { unhandledErrors } = await vitest.runTestSpecifications(specifications);
      const [failure] = [...this.#failures, ...unhandledErrors.map((error) => messageOf(error))];
      if (blocked !== undefined || failure === undefined) return blocked;
      if (request.mode === "collect") throw new CheckFileError(failure);
      if (this.#runs.length === 0)
        this.#runs = request.checks.map((name) => unjudgedRun(request.exercise, name, failure));
      return undefined;
    } finally {
      stopWatching();
    }
  }

  async #create(root: string): Promise<Vitest> {
    // Loaded here, because most importers of this room never run a check.
    const { createVitest } = await import("vitest/node");
    return withoutSignalListeners(() =>
      createVitest(
        "test",
        {
          root,
          config: false,
          watch: false,
          include: ["test/checks/*.check.ts"],
          pool: this.#pool.runner(),
          fileParallelism: false,
          maxWorkers: 1,
          passWithNoTests: true,
          silent: true,
          reporters: [
            {
              onTestCaseReady: ({ name }) => this.#onCheck(name),
              onTestCaseResult: (test) => this.#take(test),
              onTestModuleEnd: (module) => {
                for (const error of module.errors())
                  this.#failures.push(loadFailure(module.relativeModuleId, error));
              },
            },
          ],
          // Check files import the modules that the thread has loaded already: a second copy would not recognise the errors of the first.
          server: { deps: { external: [/[\\/]kit[\\/](dist[\\/])?checking[\\/]/] } },
        },
        {
          logLevel: "silent",
          // A server of vite's own would end this process at a signal.
          server: { watch: null, middlewareMode: true },
          resolve: {
            alias: {
              "@swarmlab/kit/checks": fileURLToPath(siblingModule(import.meta.url, "../checks/index")),
            },
          },
        },
      ),
    );
  }

  #take(test: TestCase): void {
    const { swarmlabCheck: identity, swarmlabOutcome: outcome } = test.meta();
    if (!identity) return;
    const { state, errors } = test.result();
    const milliseconds = test.diagnostic()?.duration ?? 0;
    // A soft assertion fails the test without throwing. Vitest stops a check that does not end.
    if (state === "failed" && (!outcome || outcome.status === "passed")) {
      const message = shorten(errors?.[0]?.message ?? "The check did not end.");
      this.#runs.push({
        identity,
        outcome: { output: "", outputLength: 0, ...outcome, status: outcome ? "failed" : "error", message },
        milliseconds,
      });
    } else this.#runs.push({ identity, outcome, milliseconds });
  }

  /** Makes the next run read these files again. */
  #invalidate(files: readonly string[]): void {
    const invalidated = this.#vitest.then((vitest) => {
      for (const file of files) vitest.invalidateFile(file);
    });
    const before = this.#queue;
    this.#queue = Promise.allSettled([before, invalidated]);
  }

  #fileVersions(): Map<string, string> {
    const versions = new Map<string, string>();
    if (!existsSync(this.#folder)) return versions;
    for (const name of readdirSync(this.#folder, { recursive: true, encoding: "utf8" })) {
      const file = join(this.#folder, name);
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat?.isFile()) versions.set(file, `${stat.mtimeMs} ${stat.size}`);
    }
    return versions;
  }
}

/**
 * The run of a check that computed on and on. What came from the answer made it do so, for the check itself is done at once with other answers. Of the
 * identity, only the exercise and the name are read.
 */
const blockedRun = (exercise: string, name: string): CheckRun => ({
  identity: unreadIdentity(exercise, name),
  outcome: {
    status: "timeout",
    message:
      "What came from your answer could not be read in 10 s: is it very long, or does it say the same thing again and again?",
    output: "",
    outputLength: 0,
  },
  milliseconds: 0,
});

/** The run of a check that could not be run, which an answer may have brought about: a person looks at it. */
const unjudgedRun = (exercise: string, name: string, failure: string): CheckRun => ({
  identity: unreadIdentity(exercise, name),
  outcome: {
    status: "error",
    message: shorten(`The check itself could not be run: ${failure}`),
    output: "",
    outputLength: 0,
  },
  milliseconds: 0,
});

const unreadIdentity = (exercise: string, name: string): CheckIdentity => ({
  ...{ exercise, name, points: 0, hidden: false, timeout: 0, processes: false },
});

/** Waits until a promise settles, at most for the given time. Never rejects. */
async function within(promise: Promise<unknown> | undefined, milliseconds = 2000): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  await Promise.race([promise, late.promise]).catch(() => {});
  clearTimeout(timer);
}

function messageOf(error: unknown): string {
  return error instanceof Error || (typeof error === "object" && error !== null && "message" in error)
    ? String(error.message)
    : String(error);
}
