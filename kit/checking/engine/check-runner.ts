import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestCase, Vitest } from "vitest/node";
import { siblingModule } from "../../common/sibling-module.ts";
import type { WallPlan } from "../../sandbox/isolation/index.ts";
import { shorten } from "../checks/judge-error.ts";
import type { CheckIdentity, CheckOutcome, CheckRequest } from "../checks/request.ts";
import { CheckFileError } from "./check-file-error.ts";
import { CheckPool } from "./check-pool.ts";

/** One check that reported: who it is and what became of it. */
export interface CheckReport {
  readonly identity: CheckIdentity;
  readonly outcome: CheckOutcome | undefined;
  /** How long it ran. */
  readonly milliseconds: number;
}

export interface CheckRunnerOptions {
  /** The course's folder: its `test/checks` holds the check files. */
  readonly root: string;
  /** An empty folder for the processes of answers. */
  readonly directory: string;
  /** The wall around answers. @default none */
  readonly sandbox?: WallPlan;
  /** Whether an answer's process reads the lab before an answer asks for it. @default true */
  readonly preload?: boolean;
  /** Whether an answer's process is started before the first answer comes. @default true */
  readonly warm?: boolean;
  /** Whether an author may edit the check files meanwhile. Looking for that takes time in every run. @default true */
  readonly watches?: boolean;
}

/** One warm vitest that runs check files again and again. */
export class CheckRunner {
  readonly #pool: CheckPool;
  readonly #vitest: Promise<Vitest>;
  readonly #folder: string;
  readonly #watches: boolean;
  #firstVersion: string | undefined;
  readonly #versions = new Map<string, string>();
  #reports: CheckReport[] = [];
  #failures: string[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ root, directory, sandbox, preload = true, warm = true, watches = true }: CheckRunnerOptions) {
    this.#folder = resolve(root, "test/checks");
    this.#watches = watches;
    this.#pool = new CheckPool({
      root: resolve(root),
      directory,
      warm,
      preload,
      ...(sandbox ? { sandbox } : {}),
    });
    this.#vitest = this.#create(resolve(root));
    this.#vitest.catch(() => {});
  }

  /** The thread is gone: this runner can do nothing more. */
  get lost(): Error | undefined {
    return this.#pool.lost;
  }

  /** Changes when a file in the folder of check files does. */
  version(): string {
    if (this.#watches) return JSON.stringify([...this.#fileVersions()]);
    this.#firstVersion ??= JSON.stringify([...this.#fileVersions()]);
    return this.#firstVersion;
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
   * @returns the checks that reported
   * @throws CheckFileError when a file cannot be loaded
   */
  run(files: readonly string[], request: CheckRequest): Promise<CheckReport[]> {
    const turn = this.#queue.then(() => this.#run(files, request));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Stops the answer that is being checked. */
  stop(): void {
    this.#pool.stop();
  }

  /** Ends vitest, its thread and the processes of answers. */
  async close(): Promise<void> {
    const vitest = await this.#vitest.catch(() => undefined);
    await within(this.#pool.endAnswers());
    // With no answer left to run, a check under way ends at once; vitest must see it end before its thread goes.
    await within(this.#queue);
    await within(vitest?.close());
    await this.#pool.end();
  }

  async #run(files: readonly string[], request: CheckRequest): Promise<CheckReport[]> {
    if (files.length === 0) return [];
    const vitest = await this.#vitest;
    this.#reports = [];
    this.#failures = [];
    if (this.#watches) this.#noticeChanges(vitest);
    vitest.provide("swarmlab", request);
    const project = vitest.getRootProject();
    const specifications = files.map((file) => project.createSpecification(file));
    const { unhandledErrors } = await vitest.runTestSpecifications(specifications);
    const [failure] = [...this.#failures, ...unhandledErrors.map((error) => messageOf(error))];
    if (failure !== undefined && (request.mode === "collect" || this.#reports.length === 0))
      throw new CheckFileError(failure);
    return this.#reports;
  }

  async #create(root: string): Promise<Vitest> {
    // Loaded here, because most importers of this room never run a check.
    const { createVitest } = await import("vitest/node");
    const signals = ["SIGINT", "SIGTERM", "exit"] as const;
    const before = signals.map((signal) => new Set(process.listeners(signal as "SIGINT")));
    const vitest = await createVitest(
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
            onTestCaseResult: (test) => this.#take(test),
            onTestModuleEnd: (module) => {
              for (const error of module.errors())
                this.#failures.push(`${module.relativeModuleId}: ${error.message}`);
            },
          },
        ],
        // Check files import the modules that the thread has loaded already: a second copy would not recognise the errors of the first.
        server: { deps: { external: [/[\\/]kit[\\/](dist[\\/])?checking[\\/]/] } },
      },
      {
        logLevel: "silent",
        // Not a server of its own: that would end this process by itself at a signal.
        server: { watch: null, middlewareMode: true },
        resolve: {
          alias: { "@swarmlab/kit/checks": fileURLToPath(siblingModule(import.meta.url, "../checks/index")) },
        },
      },
    );
    // Vitest ends its process one millisecond after a signal. Here that would leave an answer running: who owns this process decides.
    signals.forEach((signal, index) => {
      for (const listener of process.listeners(signal as "SIGINT")) {
        if (!before[index]?.has(listener)) process.off(signal, listener);
      }
    });
    return vitest;
  }

  #take(test: TestCase): void {
    const { swarmlabCheck: identity, swarmlabOutcome: outcome } = test.meta();
    if (!identity) return;
    const { state, errors } = test.result();
    const milliseconds = test.diagnostic()?.duration ?? 0;
    // A soft assertion fails the test without throwing; a hung check is stopped by vitest itself.
    if (state === "failed" && (!outcome || outcome.status === "passed")) {
      const message = shorten(errors?.[0]?.message ?? "The check did not end.");
      this.#reports.push({
        identity,
        outcome: { output: "", outputLength: 0, ...outcome, status: outcome ? "failed" : "error", message },
        milliseconds,
      });
    } else this.#reports.push({ identity, outcome, milliseconds });
  }

  /** Files that an author edited are read again. */
  #noticeChanges(vitest: Vitest): void {
    for (const [file, version] of this.#fileVersions()) {
      const known = this.#versions.get(file);
      if (known !== undefined && known !== version) vitest.invalidateFile(file);
      this.#versions.set(file, version);
    }
  }

  *#fileVersions(): Generator<[file: string, version: string]> {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder, { recursive: true, encoding: "utf8" })) {
      const file = join(this.#folder, name);
      const stat = statSync(file, { throwIfNoEntry: false });
      if (stat?.isFile()) yield [file, `${stat.mtimeMs} ${stat.size}`];
    }
  }
}

/** Waits for something that should take milliseconds, and not for ever. */
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
