import { codedError } from "../common/coded-error.ts";

/**
 * The kinds of error in labs/bench.
 *
 * - `INVALID_ARGUMENT`: an option has a value that is not allowed.
 * - `TOO_LARGE`: the swarm does not fit into the memory of this machine.
 * - `HOST_DIED`: the process that ran the swarm ended before the swarm did.
 * - `TIMED_OUT`: the process that ran the swarm exceeded its time limit.
 * - `CANNOT_RUN`: the swarm could not be built or started; the message says why.
 * - `ABORTED`: the caller's signal ended the measurement.
 */
export type BenchErrorCode =
  | "INVALID_ARGUMENT"
  | "TOO_LARGE"
  | "HOST_DIED"
  | "TIMED_OUT"
  | "CANNOT_RUN"
  | "ABORTED";

/** The error class of `labs/bench`: `message` is a sentence with what to do, `code` is for programs. */
export class BenchError extends codedError<BenchErrorCode>("BenchError") {
  /** Whether `value` is a BenchError, also one of another copy of this module, where `instanceof` fails. */
  static isBenchError(value: unknown): value is BenchError {
    return BenchError.is(value);
  }
}
