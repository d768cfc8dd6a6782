import { codedError } from "../common/coded-error.ts";

/** What can be wrong with what a dashboard function was given. */
export type DashboardErrorCode =
  /** There is nothing to draw: no run, no row. */
  | "NOTHING_TO_SHOW"
  /** An option or a shape is not what the function takes. */
  | "INVALID_ARGUMENT"
  /** A time is not a finite number of seconds, or ends before it starts. */
  | "INVALID_TIME"
  /** A file of the report could not be written. */
  | "CANNOT_WRITE";

/**
 * Thrown by every function of the dashboard for input it cannot show honestly.
 * The message is one sentence that names what was wrong and what to do.
 */
export class DashboardError extends codedError<DashboardErrorCode>("DashboardError") {
  /** True also for an error of another copy of this module, where `instanceof` fails. */
  static isDashboardError(value: unknown): value is DashboardError {
    return DashboardError.is(value);
  }
}
