import type { Op } from "../runtime/suspensions.ts";
import type { RunView } from "./run-view.ts";

/** Observes each step of a run. */
export interface Observer {
  before(run: RunView, choice: number): void;
  after(run: RunView, choice: number, result: StepResult): void;
}

/** The result of one step. */
export interface StepResult {
  readonly op: Op | undefined;
  readonly value: unknown;
  /** The threads that it woke. */
  readonly woken: readonly number[];
  readonly isAsleep: boolean;
}
