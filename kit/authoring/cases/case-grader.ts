import { type ExerciseReport, type Grader, liveSubmission } from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { AnswerCase } from "./answer-case.ts";

/** Grades one answer after the other, exactly as a learner's notebook is graded. Its owner closes it. */
export class CaseGrader {
  readonly #makeGrader: () => Grader;
  #grader: Grader;

  readonly #everyCheck: boolean;

  /** @param everyCheck - whether a wrong answer is tried on every check */
  constructor(makeGrader: () => Grader, everyCheck = false) {
    this.#makeGrader = makeGrader;
    this.#everyCheck = everyCheck;
    this.#grader = makeGrader();
  }

  /**
   * What the checks of the exercise say of the answer, hidden checks too. Every other exercise is answered by its solution. A wrong answer is
   * tried on the checks alone that are meant to catch it, unless every check is asked for: the 23 of lesson 01 take 3.6 s instead of 7.1 s with all checks (medians of 5 on two busy
   * cores).
   */
  async grade(answerCase: AnswerCase, lesson: Lesson): Promise<ExerciseReport> {
    if (this.#grader.lost) {
      await this.#grader.close();
      this.#grader = this.#makeGrader();
    }
    const { exercise, kind } = answerCase;
    const submission = liveSubmission(notebookWith(answerCase, lesson), exercise, this.#grader.course);
    const meant = kind === "wrong" && !this.#everyCheck ? await this.#namedChecks(answerCase) : [];
    const [report] = await this.#grader.check(submission, {
      ids: [exercise],
      ...(meant.length > 0 ? { only: meant } : {}),
    });
    return report as ExerciseReport;
  }

  /** The checks that a wrong answer names, as far as they exist. */
  async #namedChecks({ exercise, fails }: AnswerCase): Promise<string[]> {
    const { taking } = await this.#grader.checksOf(exercise);
    return taking.map(({ name }) => name).filter((name) => fails.includes(name));
  }

  /** Whether the answer's exercise has checks that must run alone. */
  hasChecksAlone({ exercise }: AnswerCase): Promise<boolean> {
    return this.#grader.hasChecksAlone(exercise);
  }

  async close(): Promise<void> {
    await this.#grader.close();
  }
}

/** The lesson's code cells as if run from first to last, with the answer in its exercise's cell. */
function notebookWith({ exercise, code }: AnswerCase, lesson: Lesson) {
  return lesson.cells
    .filter((cell) => cell.kind === "code" && cell.role !== "check")
    .map((cell, index) => ({
      executionCount: index + 1,
      cellId: cell.id,
      code: cell.role === "exercise" && cell.exercise === exercise ? code : cell.source,
    }));
}
