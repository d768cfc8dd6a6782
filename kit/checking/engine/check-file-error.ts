/** A check file that could not be run at all. */
export class CheckFileError extends Error {
  override readonly name = "CheckFileError";
  readonly code = "CHECK_FILE";
}
