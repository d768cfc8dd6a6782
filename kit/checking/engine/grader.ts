import type { Course } from "../../lesson/index.ts";
import type { AnswerCompiler } from "../assembly/compile-answer.ts";
import { type ExerciseReport, mergeReports } from "../report.ts";
import { locateExercises } from "../submission/locate-exercises.ts";
import type { Submission } from "../submission/submission.ts";
import type { CheckEngine, ChecksOfExercise } from "./check-engine.ts";
import type { CheckStep } from "./check-step.ts";
import type { GradedCourse } from "./graded-course.ts";
import { MovableJudge } from "./movable-judge.ts";
import { type AnswerJudge, SubmissionGrading } from "./submission-grading.ts";
import { whereToReread } from "./where-to-reread.ts";

/** What a grader works with: made by the factories in graders.ts. */
export interface GraderParts {
  readonly course: GradedCourse;
  /** The grader closes it. */
  readonly engine: CheckEngine;
  readonly compiler: AnswerCompiler;
  /** Ends what else the factory started for this grader alone. */
  readonly onClose?: () => void;
}

/** What is asked of one check of a submission. */
export interface CheckingOptions {
  /** The exercises to check. @default all of the lesson */
  readonly ids?: readonly string[];
  /** Called with each exercise's report as soon as it is there, and with the seconds that its checks ran. */
  readonly onReport?: (report: ExerciseReport, seconds: number) => void;
  /** The secret of a class, from which the inputs of checks are drawn. @default they are the same everywhere, and known */
  readonly classSeed?: string;
  /** Called when a part of the work begins. */
  readonly onStep?: (step: CheckStep) => void;
}

/**
 * Grades one submission after the other, and keeps what is slow to start. Made by `notebookGrader`, `classGraders` or `authoringGrader`; the
 * caller closes it.
 */
export class Grader {
  readonly #parts: GraderParts;

  constructor(parts: GraderParts) {
    this.#parts = parts;
  }

  /** The course, read again after an author changed it. */
  get course(): Course {
    return this.#parts.course.current();
  }

  /** Why the thread of the checks ended, if it did: then this grader can grade no more. */
  get lost(): Error | undefined {
    return this.#parts.engine.lost;
  }

  /** Reads what every check needs, ahead of the first one. */
  async warm(): Promise<void> {
    await Promise.all([this.checksOf(""), this.#parts.compiler.warm()]);
  }

  /** The checks of an exercise. @throws CheckFileError when a check file cannot be loaded */
  checksOf(exerciseId: string): Promise<ChecksOfExercise> {
    return this.#parts.engine.checksOf(exerciseId);
  }

  /** Whether an exercise has checks that must run alone. */
  async hasChecksAlone(exerciseId: string): Promise<boolean> {
    return (await this.checksOf(exerciseId)).taking.some((check) => check.alone);
  }

  /**
   * Checks exercises of a submission, in the lesson's order; checks that must run alone come last.
   *
   * @param options.only - the names of the checks to run on the exercises in `ids`; the report says of the others that they did not report.
   * Default: all
   */
  async check(
    submission: Submission,
    options: CheckingOptions & { readonly only?: readonly string[] } = {},
  ): Promise<ExerciseReport[]> {
    const { onReport } = options;
    const { grading, asked } = this.#begin(submission, options);
    const reports = new Map<string, ExerciseReport>();
    const done = (report: ExerciseReport) => {
      reports.set(report.id, report);
      onReport?.(report, grading.secondsOf(report.id));
    };
    const later: string[] = [];
    for (const id of asked) {
      const report = await grading.report(id);
      if (await this.hasChecksAlone(id)) later.push(id);
      else done(report);
    }
    for (const id of later) done(mergeReports(await grading.report(id), await grading.reportAlone(id)));
    return asked.flatMap((id) => reports.get(id) ?? []);
  }

  /**
   * The first half of grading a submission of a class: the checks that may run beside others.
   *
   * @param options.between - called between two exercises, and between two checks where one ran out of time, with the number of checks that ran out of
   * time so far. It gives the grader that goes on where this one was lent to another submission: one of the same course
   */
  async checkTogether(
    submission: Submission,
    options: CheckingOptions & {
      readonly between?: (timeouts: number) => Promise<Grader | undefined>;
    } = {},
  ): Promise<ExerciseReport[]> {
    const judge = new MovableJudge(this.#parts.engine);
    const pause = async () => {
      const next = await options.between?.(grading.timeouts);
      if (next !== undefined) judge.moveTo(next.#parts.engine, options.classSeed);
    };
    const { grading, asked } = this.#begin(submission, { ...options, afterTimeout: pause }, judge);
    // A text that cannot be put together or compiled shows in its report.
    grading.compileAhead(asked).catch(() => {});
    const reports: ExerciseReport[] = [];
    for (const [at, id] of asked.entries()) {
      if (at > 0) await pause();
      const report = await grading.report(id);
      reports.push(report);
      options.onReport?.(report, grading.secondsOf(id));
    }
    return reports;
  }

  /**
   * The second half of grading a submission of a class: the checks that must run alone. The caller sees to it that nothing else runs, and joins
   * both halves with `mergeReports`.
   */
  async checkAlone(
    submission: Submission,
    options: CheckingOptions & { readonly ids: readonly string[] },
  ): Promise<ExerciseReport[]> {
    const { grading, asked } = this.#begin(submission, options);
    const reports: ExerciseReport[] = [];
    for (const id of asked) if (await this.hasChecksAlone(id)) reports.push(await grading.reportAlone(id));
    return reports;
  }

  /** Stops the check that is running, which then fails with a StoppedError. */
  stop(): void {
    this.#parts.engine.stop();
  }

  /** Ends every process and removes every file that checking needed. */
  async close(): Promise<void> {
    this.#parts.onClose?.();
    await this.#parts.engine.close();
  }

  #begin(
    submission: Submission,
    {
      ids,
      only,
      onStep,
      classSeed,
      afterTimeout,
    }: CheckingOptions & { readonly only?: readonly string[]; readonly afterTimeout?: () => Promise<void> },
    judge: AnswerJudge = this.#parts.engine,
  ) {
    const { engine, compiler } = this.#parts;
    engine.beginSubmission(classSeed);
    const located = locateExercises(submission);
    const asked = located.map(({ exercise }) => exercise.id).filter((id) => ids?.includes(id) ?? true);
    const restricted = only === undefined ? {} : { only: { ids: ids ?? [], names: only } };
    const grading = new SubmissionGrading({
      ...{ judge, compiler, submission, located },
      ...restricted,
      ...(onStep ? { onStep } : {}),
      ...(afterTimeout ? { afterTimeout } : {}),
      placeOfHeading: (heading) => whereToReread(heading, submission.lesson.id, this.course.lessons),
    });
    return { grading, asked };
  }
}
