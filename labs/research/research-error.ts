import { codedError } from "../common/coded-error.ts";

/**
 * The kinds of error in labs/research.
 *
 * - `INVALID_ARGUMENT`: an option has an invalid value.
 * - `NO_CORPUS`: the corpus's folder does not exist, or is no folder.
 * - `EMPTY_CORPUS`: the folder has no paragraph to read; the message says what was left out.
 * - `NOTHING_PLANNED`: the lead has planned no question.
 * - `STEP_FAILED`: a step failed for all of its agents; the cause is the first agent's error.
 * - `STOPPED`: the signal stopped the research.
 */
export type ResearchErrorCode =
  | "INVALID_ARGUMENT"
  | "NO_CORPUS"
  | "EMPTY_CORPUS"
  | "NOTHING_PLANNED"
  | "STEP_FAILED"
  | "STOPPED";

/** A research that cannot go on. Its message is one sentence for people. */
export class ResearchError extends codedError<ResearchErrorCode>("ResearchError") {}
