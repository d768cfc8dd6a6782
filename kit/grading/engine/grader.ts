import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Course, loadCourse } from "../../lesson/index.ts";
import { AnswerCompiler, type RunnableAnswer } from "../assembly/index.ts";
import type { CheckIdentity } from "../checks/request.ts";
import type { ExerciseReport } from "../report.ts";
import { locateExercises, type Submission } from "../submission/index.ts";
import { CheckRunner, type CheckReport as RunReport } from "./check-runner.ts";
import { type CollectedChecks, collectWith } from "./collect-checks.ts";
import { SubmissionGrading } from "./submission-grading.ts";

export interface GraderOptions {
  /** The course's folder. */
  readonly root: string;
  /** Whether hidden checks run. @default false */
  readonly hidden?: boolean;
}

/** Checks submissions: holds what is slow to start, so that one check after the other is quick. */
export class Grader {
  readonly course: Course;
  readonly #hidden: boolean;
  readonly #directory: string;
  readonly #runner: CheckRunner;
  readonly #compiler: AnswerCompiler;
  /** Answers that passed their visible checks, by what ran. */
  readonly #passed = new Set<string>();
  #checks: Promise<CollectedChecks> | undefined;
  #checksVersion = "";

  /** @throws LessonError when the course's data cannot be read */
  constructor({ root, hidden = false }: GraderOptions) {
    this.course = loadCourse(resolve(root));
    this.#hidden = hidden;
    this.#directory = mkdtempSync(join(tmpdir(), "swarmlab-"));
    this.#runner = new CheckRunner({ root, directory: this.#directory });
    this.#compiler = new AnswerCompiler(resolve(root));
  }

  /** Reads what every check needs, ahead of the first one. */
  async warm(): Promise<void> {
    const collected = this.#collected();
    this.#compiler.warm();
    await collected;
  }

  /** Whether a part that cannot be replaced is gone. */
  get lost(): Error | undefined {
    return this.#runner.lost;
  }

  /**
   * Checks exercises of a submission, in the lesson's order.
   * @param options.ids - default: all of the lesson
   * @param options.onReport - called with each exercise's report as soon as it is there
   */
  async check(
    submission: Submission,
    { ids, onReport }: { ids?: readonly string[]; onReport?: (report: ExerciseReport) => void } = {},
  ): Promise<ExerciseReport[]> {
    const located = locateExercises(submission);
    const grading = new SubmissionGrading(this, submission, located);
    const reports: ExerciseReport[] = [];
    for (const { exercise } of located) {
      if (ids !== undefined && !ids.includes(exercise.id)) continue;
      const report = await grading.report(exercise.id);
      reports.push(report);
      onReport?.(report);
    }
    return reports;
  }

  /** Stops the answer that is being checked. */
  stop(): void {
    this.#runner.stop();
  }

  /** Ends every process and removes every file that checking needed. */
  async close(): Promise<void> {
    await this.#runner.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** The checks of an exercise that take part. */
  async checksOf(exerciseId: string): Promise<{ taking: CheckIdentity[]; hidden: CheckIdentity[] }> {
    const all = (await this.#collected())[exerciseId]?.checks ?? [];
    return {
      taking: all.filter((check) => this.#hidden || !check.hidden),
      hidden: all.filter((check) => check.hidden),
    };
  }

  get compiler(): AnswerCompiler {
    return this.#compiler;
  }

  /** Runs an exercise's checks on an answer. */
  async run(exerciseId: string, { answer }: RunnableAnswer): Promise<readonly RunReport[]> {
    const lesson = exerciseId.slice(0, 2);
    const files = this.#runner.files();
    const own = files.filter((file) => file.endsWith(`${lesson}.check.ts`));
    return this.#runner.run(own.length > 0 ? own : files, {
      mode: "run",
      exercise: exerciseId,
      answer,
      hidden: this.#hidden,
    });
  }

  /** Whether this very answer passed before; `remember` says that it did. */
  passedBefore(exerciseId: string, code: string, remember = false): boolean {
    const key = `${exerciseId}\n${code}`;
    if (remember) this.#passed.add(key);
    return this.#passed.has(key);
  }

  async #collected(): Promise<CollectedChecks> {
    const version = this.#runner.version();
    if (this.#checks === undefined || version !== this.#checksVersion) {
      this.#checksVersion = version;
      this.#passed.clear();
      this.#checks = collectWith(this.#runner);
      this.#checks.catch(() => {
        this.#checks = undefined;
      });
    }
    return this.#checks;
  }
}
