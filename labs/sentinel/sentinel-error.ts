import { codedError } from "../common/coded-error.ts";

/**
 * - `INVALID_OPTION`: an option has a value that cannot be used.
 * - `STORE_IN_USE`: another Sentinel uses the store.
 * - `STORE_UNREADABLE`: the store can be neither opened nor moved aside.
 * - `CANNOT_START`: the source of the lines, or the lead's thread, did not start.
 */
export type SentinelErrorCode = "INVALID_OPTION" | "STORE_IN_USE" | "STORE_UNREADABLE" | "CANNOT_START";

/** The Sentinel cannot do what it was asked for. Its message is one sentence for the user. */
export class SentinelError extends codedError<SentinelErrorCode>("SentinelError") {}
