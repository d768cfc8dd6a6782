import { codedError } from "../common/coded-error.ts";

/**
 * The kinds of error in labs/sharing.
 *
 * - `TIMEOUT`: the timeout passed before the lock, permit, message or room was available.
 * - `CLOSED`: the channel is closed, so no message can be sent, and none arrives any more.
 * - `NOT_OWNER`: a thread unlocked a mutex that it does not hold, or used another thread's end of a channel.
 * - `DEADLOCK`: a thread would wait for ever for a mutex that it holds itself.
 * - `OWNER_DIED`: the last holder of the mutex died inside its critical section (see `Mutex.recover`).
 * - `FULL`: the memory of a log is used up, or memory cannot be allocated.
 * - `TOO_LARGE`: a message or a result is larger than its slot.
 * - `OVERFLOW`: a count would leave the range of a 32-bit integer.
 * - `NOT_SHAREABLE`: a value cannot be copied to another thread.
 * - `INVALID_ARGUMENT`: an argument has a wrong type or value.
 */
export type SharingErrorCode =
  | "TIMEOUT"
  | "CLOSED"
  | "NOT_OWNER"
  | "DEADLOCK"
  | "OWNER_DIED"
  | "FULL"
  | "TOO_LARGE"
  | "OVERFLOW"
  | "NOT_SHAREABLE"
  | "INVALID_ARGUMENT";

/** The error class of `labs/sharing`: `message` is a sentence for people, `code` is for programs. */
export class SharingError extends codedError<SharingErrorCode>("SharingError") {
  /** Whether `value` is a SharingError, also one of another copy of this module. */
  static isSharingError(value: unknown): value is SharingError {
    return SharingError.is(value);
  }
}
