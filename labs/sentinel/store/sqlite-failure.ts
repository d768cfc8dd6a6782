/** What a failure of SQLite means. */
export type StoreFailure = "in-use" | "damaged" | "full" | "other";

/** SQLite's result codes, from https://sqlite.org/rescode.html. The low byte is the primary code. */
const BUSY = 5;
const LOCKED = 6;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const NO_DATABASE = 26;

const PRIMARY_CODE = 0xff;

/** What a failure of `node:sqlite` means. An input or output error is taken for a full disk: most are, and both may pass. */
export function storeFailure(error: unknown): StoreFailure {
  const code = Number(Reflect.get(Object(error), "errcode") ?? 0) & PRIMARY_CODE;
  if (code === BUSY || code === LOCKED) return "in-use";
  if (code === CORRUPT || code === NO_DATABASE) return "damaged";
  return code === FULL || code === IO_ERROR ? "full" : "other";
}
