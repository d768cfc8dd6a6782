import { codedError } from "../../common/coded-error.ts";

/**
 * The kinds of error of an incident report.
 *
 * - `INVALID_ARGUMENT`: what was to be added is not what it must be.
 * - `UNKNOWN_INCIDENT`: the report has no incident with that id.
 * - `FULL`: the report has no room for another entry.
 */
export type ReportErrorCode = "INVALID_ARGUMENT" | "UNKNOWN_INCIDENT" | "FULL";

/** A request that the incident report cannot fulfil. Its message is one sentence for people. */
export class ReportError extends codedError<ReportErrorCode>("ReportError") {}
