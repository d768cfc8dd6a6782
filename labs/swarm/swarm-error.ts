export type SwarmErrorCode =
  | "INVALID_ARGUMENT"
  | "UNKNOWN_EXECUTOR"
  | "UNSUPPORTED_OPTION"
  | "CANNOT_TRANSFER"
  | "CANNOT_START";

/**
 * A mistake in how a swarm was asked for. It is thrown before anything starts.
 *
 * - `INVALID_ARGUMENT`: an option has a value that makes no sense.
 * - `UNKNOWN_EXECUTOR`: there is no executor of that name.
 * - `UNSUPPORTED_OPTION`: this executor cannot keep the option's promise; the sentence names one that can.
 * - `CANNOT_TRANSFER`: a class, function or value cannot be sent to a worker; the sentence names it.
 * - `CANNOT_START`: a worker did not come up.
 */
export class SwarmError extends Error {
  readonly code: SwarmErrorCode;

  constructor(code: SwarmErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  override get name(): string {
    return "SwarmError";
  }
}
