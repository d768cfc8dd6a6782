import { codedError } from "../common/coded-error.ts";

/**
 * The kinds of error in labs/editor-agents.
 *
 * - `INVALID_ARGUMENT`: an option has an invalid value.
 * - `NO_FOLDER`: the folder to watch does not exist, or is a file.
 * - `NO_PROJECT`: no `tsconfig.json` stands in the folder or above it.
 * - `MISSING_PACKAGE`: an optional package, TypeScript or vitest, is not installed.
 * - `WRONG_VERSION`: TypeScript has a version whose table of bytes this code does not know.
 * - `NOT_FOUND`: a rename names a file or a declaration that does not exist.
 * - `STALE`: a file changed since its edits were computed, so they were not written.
 * - `CLOSED`: the agents have ended.
 */
export type EditorErrorCode =
  | "INVALID_ARGUMENT"
  | "NO_FOLDER"
  | "NO_PROJECT"
  | "MISSING_PACKAGE"
  | "WRONG_VERSION"
  | "NOT_FOUND"
  | "STALE"
  | "CLOSED";

/** The error class of `labs/editor-agents`: `message` is a sentence for people, `code` is for programs. */
export class EditorError extends codedError<EditorErrorCode>("EditorError") {}
