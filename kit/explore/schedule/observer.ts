import type { Op } from "../runtime/suspensions.ts";
import type { RunView } from "./run-view.ts";

/** Told of each step of a run that is looked at closely. */
export interface Observer {
  before(run: RunView, choice: number): void;
  after(run: RunView, choice: number, result: StepResult): void;
}

/** What came of one step. */
export interface StepResult {
  readonly op: Op | undefined;
  readonly value: unknown;
  /** Threads that it woke. */
  readonly woken: readonly number[];
  readonly isAsleep: boolean;
}
