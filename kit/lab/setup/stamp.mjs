import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A stamp is a small file that a step writes last. It says for which input the step was done. A step that was killed has
 * written no stamp, and a step whose input has changed has written a different one: both are done again.
 */

/** @param {string} file @returns {string | undefined} the stamp's text; undefined when the file does not exist */
export function readStamp(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {string} text */
export function writeStamp(file, text) {
  writeWhole(file, text);
}

/** @param {string} file */
export function removeStamp(file) {
  rmSync(file, { force: true });
}

/**
 * Writes a file as a whole: a reader finds the old one or the new one, also after a power cut.
 *
 * @param {string} file
 * @param {string} text
 * @param {{ mode?: number }} [options]
 */
export function writeWhole(file, text, { mode = 0o644 } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, text, { mode });
  renameSync(partial, file);
}

/** @param {readonly string[]} parts */
export function hashOf(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 32);
}
