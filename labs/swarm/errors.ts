import { codedError } from "../common/coded-error.ts";

export type SwarmErrorCode =
  | "INVALID_ARGUMENT"
  | "UNKNOWN_EXECUTOR"
  | "UNSUPPORTED_OPTION"
  | "CANNOT_TRANSFER"
  | "CANNOT_START"
  | "CLOSED";

/**
 * An invalid request for a swarm. It is thrown before anything starts.
 *
 * - `INVALID_ARGUMENT`: an option has an invalid value.
 * - `UNKNOWN_EXECUTOR`: no executor has that name.
 * - `UNSUPPORTED_OPTION`: this executor cannot honour the option; the message names one that can.
 * - `CANNOT_TRANSFER`: a class, function or value cannot be sent to a worker; the message names it.
 * - `CANNOT_START`: a worker did not start.
 * - `CLOSED`: the swarm was closed, and takes no more runs.
 */
export class SwarmError extends codedError<SwarmErrorCode>("SwarmError") {}
