import { availableParallelism } from "node:os";
import type { ExerciseReport } from "../../checking/index.ts";
import { AnswerCompiler, SubmissionError } from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { Trial } from "./trial.ts";
import { TrialLane } from "./trial-lane.ts";

/** One trial with what the checks said. */
export interface TriedAnswer {
  readonly trial: Trial;
  readonly report: ExerciseReport;
  readonly seconds: number;
}

/** The source has an exercise that the built course does not know. */
const unknownExercise = ({ exercise }: Trial): ExerciseReport => ({
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

export interface TrialBenchOptions {
  /** How many answers are judged at once. @default one more than there are cores, and at most 4 */
  readonly lanes?: number;
  /** Whether the checks of an answer end with the first that does not pass. @default false */
  readonly untilFailure?: boolean;
}

/** One more than there are cores, because many checks wait; with more than these the one thread that feeds them is busy. */
const mostLanes = 4;

/**
 * Tries answers, several at once. Answers of one lane share a process one after the other, which saves half of the
 * time. A verdict that is not the wanted one is asked for again in a fresh process, as a learner's answer would be judged, and that one
 * counts.
 */
export class TrialBench {
  readonly #lessons: ReadonlyMap<string, Lesson>;
  readonly #lanes: readonly TrialLane[];
  readonly #fresh: () => TrialLane;
  readonly #compiler: AnswerCompiler;
  #careful: TrialLane | undefined;
  #carefulTurn: Promise<unknown> = Promise.resolve();

  constructor(
    root: string,
    lessons: readonly Lesson[],
    { lanes = Math.min(availableParallelism() + 1, mostLanes), untilFailure = false }: TrialBenchOptions = {},
  ) {
    this.#lessons = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    const compiler = new AnswerCompiler(root);
    this.#compiler = compiler;
    this.#lanes = Array.from(
      { length: lanes },
      () => new TrialLane({ root, hidden: true, keepProcesses: true, untilFailure, compiler }),
    );
    this.#fresh = () => new TrialLane({ root, hidden: true, untilFailure, compiler });
  }

  /**
   * @param isAsWanted - whether a report is what the answer's author wants
   * @param onTried - called with each answer's verdict as soon as it is there
   */
  async run(
    trials: readonly Trial[],
    isAsWanted: (trial: Trial, report: ExerciseReport) => boolean,
    onTried: (tried: TriedAnswer) => void,
  ): Promise<void> {
    const together: Trial[] = [];
    const alone: Trial[] = [];
    const [first] = this.#lanes;
    for (const trial of trials) ((await first?.mustBeAlone(trial)) ? alone : together).push(trial);
    const serve = async (lane: TrialLane, queue: Trial[]) => {
      for (let trial = queue.shift(); trial; trial = queue.shift()) {
        const began = performance.now();
        let report = await this.#judge(lane, trial);
        if (!isAsWanted(trial, report)) report = await this.#judgeCarefully(trial);
        onTried({ trial, report, seconds: (performance.now() - began) / 1000 });
      }
    };
    await Promise.all(this.#lanes.map((lane) => serve(lane, together)));
    // What measures the machine gets it for itself.
    if (first) await serve(first, alone);
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#lanes, ...(this.#careful ? [this.#careful] : [])].map((lane) => lane.close()),
    );
    this.#compiler.close();
  }

  async #judge(lane: TrialLane, trial: Trial): Promise<ExerciseReport> {
    try {
      return await lane.judge(trial, this.#lessons.get(trial.lesson) as Lesson);
    } catch (error) {
      if (!SubmissionError.is(error)) throw error;
      return unknownExercise(trial);
    }
  }

  #judgeCarefully(trial: Trial): Promise<ExerciseReport> {
    this.#careful ??= this.#fresh();
    const lane = this.#careful;
    const turn = this.#carefulTurn.then(() => this.#judge(lane, trial));
    this.#carefulTurn = turn.catch(() => {});
    return turn;
  }
}
