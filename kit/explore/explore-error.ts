import { codedError } from "../common/coded-error.ts";

/**
 * Why a program cannot be explored.
 *
 * - `INVALID_OPTIONS`: an option is not what `explore` asks for.
 * - `NO_SHARED_MEMORY`: `shared` holds no shared memory, or no thread ever touched it.
 * - `CANNOT_TRANSFER`: a thread refers to something that cannot be transferred to another thread.
 * - `UNSUPPORTED`: a thread uses what cannot be modelled: workers, files, the network.
 * - `NOT_REPEATABLE`: in a second run of the same order the threads did something else.
 * - `BAD_TRACE`: the trace to replay does not fit these threads.
 * - `CANNOT_RESUME`: the search of a verdict is complete, was resumed already, or ran in another process.
 */
export type ExploreErrorCode =
  | "INVALID_OPTIONS"
  | "NO_SHARED_MEMORY"
  | "CANNOT_TRANSFER"
  | "UNSUPPORTED"
  | "NOT_REPEATABLE"
  | "BAD_TRACE"
  | "CANNOT_RESUME";

/** The reason why `explore` cannot run: a sentence for people, a `code` for programs. */
export class ExploreError extends codedError<ExploreErrorCode>("ExploreError") {}
