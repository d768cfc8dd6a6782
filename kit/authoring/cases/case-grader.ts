import { type ExerciseReport, type Grader, liveSubmission } from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { AnswerCase } from "./answer-case.ts";

/**
 * On which checks a wrong answer is tried beside those that are meant to catch it: on none, on all, or in turns, where each answer is tried on a third of
 * them, and each check with every third answer.
 */
export type EveryCheck = boolean | "in turns";

/** How many answers share the checks in turns. An exercise has as many wrong answers at least, so each check meets one. */
const TURNS = 3;

/** Grades one answer after the other, exactly as a learner's notebook is graded. Its owner closes it. */
export class CaseGrader {
  readonly #makeGrader: () => Grader;
  #grader: Grader;

  readonly #everyCheck: EveryCheck;

  constructor(makeGrader: () => Grader, everyCheck: EveryCheck = false) {
    this.#makeGrader = makeGrader;
    this.#everyCheck = everyCheck;
    this.#grader = makeGrader();
  }

  /**
   * What the checks of the exercise say of the answer, hidden checks too. Every other exercise is answered by its solution. A wrong answer is
   * tried on the checks alone that are meant to catch it, unless every check is asked for: the 23 of lesson 01 take 3.6 s instead of 7.1 s with all checks (medians of 5 on two busy
   * cores).
   *
   * @param turn - the number of the answer among the wrong ones of its exercise
   */
  async grade(answerCase: AnswerCase, lesson: Lesson, turn = 0): Promise<ExerciseReport> {
    if (this.#grader.lost) {
      await this.#grader.close();
      this.#grader = this.#makeGrader();
    }
    const { exercise, kind } = answerCase;
    const submission = liveSubmission(notebookWith(answerCase, lesson), exercise, this.#grader.course);
    const chosen =
      kind === "wrong" && this.#everyCheck !== true ? await this.#chosenChecks(answerCase, turn) : [];
    const [report] = await this.#grader.check(submission, {
      ids: [exercise],
      ...(chosen.length > 0 ? { only: chosen } : {}),
    });
    return report as ExerciseReport;
  }

  /** The checks that a wrong answer names, as far as they exist, and those whose turn it is. Empty where it names none. */
  async #chosenChecks({ exercise, fails }: AnswerCase, turn: number): Promise<string[]> {
    const { taking } = await this.#grader.checksOf(exercise);
    const names = taking.map(({ name }) => name);
    if (!names.some((name) => fails.includes(name))) return [];
    const isTurn = (at: number) => this.#everyCheck === "in turns" && (at + turn) % TURNS === 0;
    return names.filter((name, at) => fails.includes(name) || isTurn(at));
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
