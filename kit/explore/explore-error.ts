import { codedError } from "../common/coded-error.ts";

/**
 * Why something cannot be explored at all, in one word that a program can compare.
 *
 * - `INVALID_OPTIONS`: an option is not what `explore` asks for.
 * - `NO_SHARED_MEMORY`: `shared` holds no shared memory, or no thread ever touched it.
 * - `CANNOT_TRANSFER`: a thread names something that cannot be had in another thread.
 * - `UNSUPPORTED`: a thread does what only the real world can answer: workers, files, the network.
 * - `NOT_REPEATABLE`: run again, the threads did something else.
 * - `BAD_TRACE`: the trace to replay does not fit these threads.
 */
export type ExploreErrorCode =
  | "INVALID_OPTIONS"
  | "NO_SHARED_MEMORY"
  | "CANNOT_TRANSFER"
  | "UNSUPPORTED"
  | "NOT_REPEATABLE"
  | "BAD_TRACE";

/** What keeps `explore` from doing its work: a sentence for people, a `code` for programs. */
export class ExploreError extends codedError<ExploreErrorCode>("ExploreError") {}
