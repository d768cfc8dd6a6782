import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { sha256 } from "../text.ts";

/**
 * The secret of a class, from which the inputs of its checks are drawn: learners who know it could look them up. It is made once and kept in a file
 * for its owner alone, so that a later run gives the same verdicts.
 *
 * @param file - where it is kept
 * @param given - a secret to use from now on. @default the one that is kept
 */
export function classSeedIn(file: string, given?: string): string {
  const kept = given === undefined ? readSeed(file) : undefined;
  if (kept !== undefined) return kept;
  const seed = given ?? randomBytes(16).toString("hex");
  // A file that was there would keep its mode, so another one takes its place, in one step: a run that is killed loses no secret.
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${seed}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
  return seed;
}

/** The part of a record's key that changes with the class's secret, and does not tell it. */
export const seedMark = (classSeed: string): string => sha256(`seed ${classSeed}`).slice(0, 16);

/** Undefined where the file is missing or empty. */
function readSeed(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
