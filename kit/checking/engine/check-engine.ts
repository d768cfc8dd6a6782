import { basename } from "node:path";
import { timedStage } from "../../common/timed-stage.ts";
import type { RunnableAnswer } from "../assembly/compile-answer.ts";
import type { CheckIdentity, RunSettings, TimedOut } from "../checks/request.ts";
import { NONE_TIMED_OUT } from "../checks/timed-out.ts";
import type { CheckRun, CheckRunner } from "./check-runner.ts";
import type { ChecksSource } from "./checks-source.ts";
import { removeFolder } from "./scratch-folder.ts";
import { StoppedError } from "./stopped-error.ts";

export interface CheckEngineOptions {
  /** Runs the check files. The engine closes it. */
  readonly runner: CheckRunner;
  /** The folder of the answers' processes. The engine removes it. */
  readonly directory: string;
  readonly checks: ChecksSource;
  /** Whether a check takes part. */
  readonly takesPart: (check: CheckIdentity) => boolean;
  /** How the checks run. */
  readonly settings: RunSettings;
}

/** The checks of one exercise. */
export interface ChecksOfExercise {
  /** The checks that take part in grading. */
  readonly taking: readonly CheckIdentity[];
  /** The hidden checks, whether or not they take part. */
  readonly hidden: readonly CheckIdentity[];
}

/** How the checks of an answer run. */
export interface RunOptions {
  /** Called with the name of each check when it begins. */
  readonly onCheck?: (name: string) => void;
  /** Whether the run ends behind a check that ran out of time. What is left can be run then. @default false */
  readonly untilTimeout?: boolean;
  /** What went to checks that ran out of time in earlier runs. @default nothing */
  readonly timedOut?: TimedOut;
}

/** Collects the checks of a course, and runs them on answers that are ready to run. It remembers which answers passed. */
export class CheckEngine {
  readonly #options: CheckEngineOptions;
  readonly #passed = new Set<string>();
  #passedChecks: unknown;
  #isStopped = false;
  #classSeed: string | undefined;

  constructor(options: CheckEngineOptions) {
    this.#options = options;
  }

  /** Why the thread of the checks ended, if it did. An engine without its thread runs no more checks. */
  get lost(): Error | undefined {
    return this.#options.runner.lost;
  }

  /**
   * Begins the next submission. A `stop` during the previous one no longer counts. Its first process starts now, while the answers are compiled.
   * @param classSeed - the secret from which the inputs of its checks are drawn. @default they are the same everywhere, and known
   */
  beginSubmission(classSeed?: string): void {
    this.#isStopped = false;
    // What passed with other inputs is checked again.
    if (classSeed !== this.#classSeed) this.#passed.clear();
    this.#classSeed = classSeed;
    this.#options.runner.warm();
  }

  /** @throws CheckFileError when a check file cannot be loaded */
  async checksOf(exerciseId: string): Promise<ChecksOfExercise> {
    const collected = await this.#options.checks(this.#options.runner);
    if (collected !== this.#passedChecks) this.#passed.clear();
    this.#passedChecks = collected;
    const all = collected[exerciseId]?.checks ?? [];
    return { taking: all.filter(this.#options.takesPart), hidden: all.filter(({ hidden }) => hidden) };
  }

  /**
   * Runs checks of an exercise on an answer.
   *
   * @param checks - the names of the checks
   * @throws StoppedError when `stop` was called meanwhile
   */
  async run(
    exerciseId: string,
    { answer }: RunnableAnswer,
    checks: readonly string[],
    { onCheck, untilTimeout = false, timedOut = NONE_TIMED_OUT }: RunOptions = {},
  ): Promise<readonly CheckRun[]> {
    const { runner, settings } = this.#options;
    const files = runner.files();
    const own = files.filter((file) => basename(file, ".check.ts") === exerciseId.slice(0, 2));
    const seeded = this.#classSeed === undefined ? {} : { classSeed: this.#classSeed };
    const how = { ...settings, ...seeded, untilTimeout, timedOut };
    const request = { mode: "run", exercise: exerciseId, answer, checks, ...how } as const;
    const runs = await timedStage("run", () => runner.run(own.length > 0 ? own : files, request, onCheck));
    if (this.#isStopped) throw new StoppedError();
    return runs;
  }

  /** Whether this code passed the visible checks of an exercise before. */
  hasPassed(exerciseId: string, code: string): boolean {
    return this.#passed.has(keyOf(exerciseId, code));
  }

  /** Remembers that this code passed the visible checks of an exercise, until the checks change. */
  rememberPassed(exerciseId: string, code: string): void {
    this.#passed.add(keyOf(exerciseId, code));
  }

  /** Stops the check that is running. The run fails with a StoppedError. */
  stop(): void {
    this.#isStopped = true;
    this.#options.runner.stop();
  }

  /** Ends every process and removes every file of the checks. */
  async close(): Promise<void> {
    await this.#options.runner.close();
    removeFolder(this.#options.directory);
  }
}

const keyOf = (exerciseId: string, code: string) => `${exerciseId}\n${code}`;
