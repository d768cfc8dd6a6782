import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What an autograder grades. */
export interface AutograderSettings {
  /** The lessons that are to be handed in, by id. @default whatever was handed in */
  readonly lessons?: readonly string[];
}

/** Where an autograder keeps its settings, from its root. */
export const SETTINGS_FILE = "autograder.json";

/** The settings of an unpacked autograder. */
export function readSettings(root: string): AutograderSettings {
  const file = join(root, SETTINGS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as AutograderSettings) : {};
}
