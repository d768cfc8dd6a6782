/**
 * What went wrong, in one word that a program can compare.
 *
 * - `TIMEOUT`: the time allowed was over before the lock, permit, message or room was there.
 * - `CLOSED`: the channel is closed, so nothing can be sent, and nothing more will arrive.
 * - `NOT_OWNER`: a thread unlocked a mutex that it does not hold, or used the end of a channel that is another thread's.
 * - `DEADLOCK`: a thread would wait for a mutex that it holds itself, for ever.
 * - `OWNER_DIED`: the last holder of the mutex died inside its critical section (see `Mutex.recover`).
 * - `FULL`: the memory reserved for a log is used up.
 * - `TOO_LARGE`: one message or result is larger than the slot it must fit in.
 * - `OVERFLOW`: a count would leave the range of a 32-bit integer.
 * - `NOT_SHAREABLE`: a value has no form that can cross to another thread.
 * - `INVALID_ARGUMENT`: an argument is not what the function asks for.
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

const BRAND = Symbol.for("swarmlab.sharingError");

/** The one error class of `labs/sharing`: a sentence for people, a `code` for programs. */
export class SharingError extends Error {
  override readonly name = "SharingError";
  readonly code: SharingErrorCode;

  constructor(code: SharingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    // A registered symbol, not `instanceof`: another realm or a second copy of this module has its own class.
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Is `value` a SharingError, whichever copy of this module made it? */
  static isSharingError(value: unknown): value is SharingError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
