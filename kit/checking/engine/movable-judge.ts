import type { RunnableAnswer } from "../assembly/compile-answer.ts";
import type { CheckEngine, RunOptions } from "./check-engine.ts";
import type { AnswerJudge } from "./submission-grading.ts";

/** The judge of a submission that goes on with another engine between two exercises. */
export class MovableJudge implements AnswerJudge {
  #engine: CheckEngine;

  constructor(engine: CheckEngine) {
    this.#engine = engine;
  }

  /** Goes on with this engine, which has judged another submission meanwhile. */
  moveTo(engine: CheckEngine, classSeed: string | undefined): void {
    engine.beginSubmission(classSeed);
    this.#engine = engine;
  }

  checksOf(exerciseId: string) {
    return this.#engine.checksOf(exerciseId);
  }

  run(exerciseId: string, runnable: RunnableAnswer, checks: readonly string[], options?: RunOptions) {
    return this.#engine.run(exerciseId, runnable, checks, options);
  }

  hasPassed(exerciseId: string, code: string): boolean {
    return this.#engine.hasPassed(exerciseId, code);
  }

  rememberPassed(exerciseId: string, code: string): void {
    this.#engine.rememberPassed(exerciseId, code);
  }
}
