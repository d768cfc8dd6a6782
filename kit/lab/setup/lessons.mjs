import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LabError } from "./lab-error.mjs";
import { checkLibraries } from "./missing-library.mjs";
import { lastLines, run } from "./run.mjs";

/** @typedef {import("./places.mjs").Places} Places */

/**
 * Copies the lessons that are not in `work/` yet. Files that exist there are never changed.
 *
 * @param {Places} places
 * @param {(line: string) => void} say
 */
export async function copyLessons(places, say) {
  // The kit needs the project's own Node, and this process may run in an older one.
  const program = [
    `import { copyLessons } from ${JSON.stringify(pathToFileURL(join(places.root, "kit/dist/lesson/index.js")).href)};`,
    `console.log(JSON.stringify(copyLessons(${JSON.stringify(places.root)})));`,
  ].join("\n");
  const copier = await run(places.node, ["--input-type=module", "--eval", program], { timeout: 60_000 });
  const result = checkLibraries(copier);
  if (!result.ok) {
    throw new LabError("LESSONS", "The lessons could not be copied to work/:", {
      details: lastLines(result.output),
    });
  }
  /** @type {{ copied: string[], messages: string[] }} */
  const { copied, messages } = JSON.parse(result.stdout);
  if (copied.length > 0)
    say(`  ${copied.length} lessons are now in work/, yours to write in: ${copied.join(", ")}.`);
  for (const message of messages) say(`  ${message}`);
}

/** The notebook to begin with. @param {Places} places */
export function firstLesson(places) {
  try {
    return readdirSync(places.work)
      .filter((name) => /^\d\d-.*\.ipynb$/.test(name))
      .sort()[0];
  } catch {
    return undefined;
  }
}
