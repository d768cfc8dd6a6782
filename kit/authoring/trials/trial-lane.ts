import type { ExerciseReport } from "../../checking/index.ts";
import { Grader, type GraderOptions, liveSubmission } from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { Trial } from "./trial.ts";

/** Judges one answer after the other, exactly as a learner's notebook is judged. */
export class TrialLane {
  readonly #options: GraderOptions;
  #grader: Grader;

  constructor(options: GraderOptions) {
    this.#options = options;
    this.#grader = new Grader(options);
  }

  /** Reads what every check needs. */
  async warm(): Promise<void> {
    await this.#grader.warm();
  }

  /**
   * What the checks of the exercise say of the answer, hidden ones too: all of them, of a wrong answer those that are meant to catch it. Every
   * other exercise is answered by its solution.
   */
  async judge(trial: Trial, lesson: Lesson): Promise<ExerciseReport> {
    if (this.#grader.lost) {
      await this.#grader.close();
      this.#grader = new Grader(this.#options);
    }
    const submission = liveSubmission(notebookWith(trial, lesson), trial.exercise, this.#grader.course);
    // Of a wrong answer it matters what the checks meant for it say; leaving the others out saves more than half.
    const meant = trial.kind === "wrong" ? await this.#known(trial) : [];
    const [report] = await this.#grader.check(submission, {
      ids: [trial.exercise],
      ...(meant.length > 0 ? { only: meant } : {}),
    });
    return report as ExerciseReport;
  }

  /** The checks that a wrong answer names and that there are. */
  async #known({ exercise, fails }: Trial): Promise<string[]> {
    const { taking } = await this.#grader.checksOf(exercise);
    return taking.map(({ name }) => name).filter((name) => fails.includes(name));
  }

  /** Whether the answer's exercise has checks that nothing else may run beside. */
  async mustBeAlone({ exercise }: Trial): Promise<boolean> {
    return (await this.#grader.checksOf(exercise)).taking.some(({ alone }) => alone);
  }

  async close(): Promise<void> {
    await this.#grader.close();
  }
}

/** The lesson's code cells as if run from first to last, with the answer in its exercise's cell. */
function notebookWith({ exercise, code }: Trial, lesson: Lesson) {
  return lesson.cells
    .filter((cell) => cell.kind === "code" && cell.role !== "check")
    .map((cell, index) => ({
      executionCount: index + 1,
      cellId: cell.id,
      code: cell.role === "exercise" && cell.exercise === exercise ? code : cell.source,
    }));
}
