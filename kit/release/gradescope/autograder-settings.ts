import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The settings of an autograder. */
export interface AutograderSettings {
  /** Ids of the lessons to hand in. @default all lessons of the submission */
  readonly lessons?: readonly string[];
  /** The secret from which, with the notebook handed in, the inputs of checks are drawn: the same where a notebook is graded again. */
  readonly seed: string;
}

/** The path of an autograder's settings, from its root. */
export const SETTINGS_FILE = "autograder.json";

/** The settings of an unpacked autograder. */
export function readSettings(root: string): Partial<AutograderSettings> {
  const file = join(root, SETTINGS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<AutograderSettings>) : {};
}
