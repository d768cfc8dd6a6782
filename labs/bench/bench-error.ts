import { codedError } from "../common/coded-error.ts";

/**
 * - `INVALID_ARGUMENT`: an option has a value that makes no sense.
 * - `TOO_LARGE`: what was asked for does not fit into the memory of this machine.
 * - `HOST_DIED`: the process that ran the swarm ended before it was done.
 * - `TIMED_OUT`: the process that ran the swarm took far longer than it should have.
 * - `CANNOT_RUN`: the swarm could not be made or started; the sentence says why.
 * - `ABORTED`: the caller's signal ended the measurement.
 */
export type BenchErrorCode =
  | "INVALID_ARGUMENT"
  | "TOO_LARGE"
  | "HOST_DIED"
  | "TIMED_OUT"
  | "CANNOT_RUN"
  | "ABORTED";

/** Something that keeps a measurement from being made. The message is one sentence with what to do. */
export class BenchError extends codedError<BenchErrorCode>("BenchError") {
  /** True also for an error of another copy of this module, where `instanceof` fails. */
  static isBenchError(value: unknown): value is BenchError {
    return BenchError.is(value);
  }
}
