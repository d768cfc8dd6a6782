import { codedError } from "../../common/coded-error.ts";

/**
 * The kinds of error of the known issues.
 *
 * - `INVALID_ARGUMENT`: an option, an issue or a number is not what it must be.
 * - `FULL`: there is no room for another issue.
 */
export type KnownIssuesErrorCode = "INVALID_ARGUMENT" | "FULL";

/** A request that the known issues cannot fulfil. Its message is one sentence for people. */
export class KnownIssuesError extends codedError<KnownIssuesErrorCode>("KnownIssuesError") {}
