import { codedError } from "../common/coded-error.ts";

/** The kinds of error in labs/dashboard. */
export type DashboardErrorCode =
  /** The input is empty: no run, no row. */
  | "NOTHING_TO_SHOW"
  /** An option or the input has a wrong type or value. */
  | "INVALID_ARGUMENT"
  /** A time is not a finite number of seconds, or ends before it starts. */
  | "INVALID_TIME"
  /** A file of the report could not be written. */
  | "CANNOT_WRITE";

/**
 * The error class of `labs/dashboard`, for input that a chart cannot show. The message is a sentence that names the
 * problem and what to do.
 */
export class DashboardError extends codedError<DashboardErrorCode>("DashboardError") {
  /** Whether `value` is a DashboardError, also one of another copy of this module, where `instanceof` fails. */
  static isDashboardError(value: unknown): value is DashboardError {
    return DashboardError.is(value);
  }
}
