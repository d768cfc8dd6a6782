import { availableParallelism } from "node:os";
import {
  AnswerCompiler,
  authoringGrader,
  carefulGrader,
  type ExerciseReport,
  type Grader,
  SubmissionError,
} from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { AnswerCase } from "./answer-case.ts";
import { CaseGrader, type EveryCheck } from "./case-grader.ts";

/** One answer with the report of its checks. */
export interface CaseResult {
  readonly answerCase: AnswerCase;
  readonly report: ExerciseReport;
  /** Seconds that the checks took, with their preparation. */
  readonly seconds: number;
}

/** The report where the source has an exercise that the built course does not have. */
const unknownExercise = ({ exercise }: AnswerCase): ExerciseReport => ({
  id: exercise,
  title: "",
  state: "missing",
  code: "",
  notes: [],
  problem: "the built course does not have it yet: run npm run notebooks.",
  checks: [],
  hiddenChecks: 0,
  hiddenPoints: 0,
});

export interface AnswerRunnerOptions {
  /** How many answers are graded at once. @default one more than there are cores, and at most 4 */
  readonly lanes?: number;
  /** On which checks a wrong answer is tried beside those that are meant to catch it. @default none */
  readonly everyCheck?: EveryCheck;
  /** Makes the grader of a lane. @default authoringGrader */
  readonly makeGrader?: (root: string, compiler: AnswerCompiler) => Grader;
}

/**
 * One lane more than there are cores keeps the cores busy, because many checks wait: the wrong answers of lesson 01 take 7.1 s in three lanes and 8.8 s
 * in one (medians of 5 on two busy cores). Above 4 lanes the one thread that feeds them is the limit.
 */
const MOST_LANES = 4;

/**
 * Tries answers on their checks, several at once. The answers of one lane share a process. A report that is not what the answer's author wants
 * is made a second time in a fresh process, as a learner's answer is graded, and the second report counts. The caller closes it.
 */
export class AnswerRunner {
  readonly #lessons: ReadonlyMap<string, Lesson>;
  readonly #lanes: readonly CaseGrader[];
  readonly #compiler: AnswerCompiler;
  readonly #makeCareful: () => CaseGrader;
  #careful: CaseGrader | undefined;
  #carefulTurn: Promise<unknown> = Promise.resolve();

  constructor(
    root: string,
    lessons: readonly Lesson[],
    {
      lanes = Math.min(availableParallelism() + 1, MOST_LANES),
      makeGrader = authoringGrader,
      everyCheck = false,
    }: AnswerRunnerOptions = {},
  ) {
    this.#lessons = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    const compiler = new AnswerCompiler(root);
    this.#compiler = compiler;
    this.#lanes = Array.from(
      { length: lanes },
      () => new CaseGrader(() => makeGrader(root, compiler), everyCheck),
    );
    this.#makeCareful = () => new CaseGrader(() => carefulGrader(root, compiler), everyCheck);
  }

  /**
   * @param isAsWanted - whether a report is what the answer's author wants
   * @param onResult - called with each answer's result as soon as it is there
   */
  async run(
    cases: readonly AnswerCase[],
    isAsWanted: (answerCase: AnswerCase, report: ExerciseReport) => boolean,
    onResult: (result: CaseResult) => void,
  ): Promise<void> {
    const together: AnswerCase[] = [];
    const alone: AnswerCase[] = [];
    const [first] = this.#lanes;
    for (const answerCase of cases)
      ((await first?.hasChecksAlone(answerCase)) ? alone : together).push(answerCase);
    const turns = turnsOf(cases);
    const serve = async (lane: CaseGrader, queue: AnswerCase[]) => {
      for (let answerCase = queue.shift(); answerCase; answerCase = queue.shift()) {
        const began = performance.now();
        const turn = turns.get(answerCase);
        let report = await this.#grade(lane, answerCase, turn);
        if (!isAsWanted(answerCase, report)) report = await this.#gradeCarefully(answerCase, turn);
        onResult({ answerCase, report, seconds: (performance.now() - began) / 1000 });
      }
    };
    await Promise.all(this.#lanes.map((lane) => serve(lane, together)));
    // Checks that measure the machine run when nothing else does.
    if (first) await serve(first, alone);
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#lanes, ...(this.#careful ? [this.#careful] : [])].map((lane) => lane.close()),
    );
    this.#compiler.close();
  }

  async #grade(lane: CaseGrader, answerCase: AnswerCase, turn: number | undefined): Promise<ExerciseReport> {
    try {
      return await lane.grade(answerCase, this.#lessons.get(answerCase.lesson) as Lesson, turn);
    } catch (error) {
      if (!SubmissionError.is(error)) throw error;
      return unknownExercise(answerCase);
    }
  }

  #gradeCarefully(answerCase: AnswerCase, turn: number | undefined): Promise<ExerciseReport> {
    this.#careful ??= this.#makeCareful();
    const lane = this.#careful;
    const graded = this.#carefulTurn.then(() => this.#grade(lane, answerCase, turn));
    this.#carefulTurn = graded.catch(() => {});
    return graded;
  }
}

/** The number of each wrong answer among those of its exercise. */
function turnsOf(cases: readonly AnswerCase[]): ReadonlyMap<AnswerCase, number> {
  const wrong = Map.groupBy(
    cases.filter(({ kind }) => kind === "wrong"),
    ({ exercise }) => exercise,
  );
  return new Map(
    [...wrong.values()].flatMap((own) => own.map((answerCase, at) => [answerCase, at] as const)),
  );
}
