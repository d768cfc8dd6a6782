import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { describeValue } from "../common/describe-value.ts";
import { EditorError } from "./editor-error.ts";
import { nearestFile } from "./parser/nearest-project.ts";

/** What the editor's agents watch, and how they work. Only `folder` is needed. */
export interface EditorOptions {
  /** The folder to watch, with all that is below it. A `tsconfig.json` must stand in it or above it. */
  readonly folder: string;
  /** Which of the tests that use a saved file run: those with the fewest imports between, or all of them. @default "nearest" */
  readonly reach?: "nearest" | "all";
  /** Seconds that one run of tests may take; then its threads are ended. Above 0. @default 60 */
  readonly limit?: number;
  /** Seconds between asking tests to end and ending their threads. At least 0. @default 1 */
  readonly grace?: number;
  /** How many test files run at the same time. At least 1. @default one less than the number of cores, at least 1 */
  readonly maxWorkers?: number;
}

/** The checked options, with all that was found on disk. Paths are absolute, with `/`. */
export interface EditorSettings {
  readonly folder: string;
  /** The folder of vitest's configuration; without a configuration, the folder of the `tsconfig.json`. */
  readonly root: string;
  readonly project: string;
  readonly config: string | null;
  readonly reach: "nearest" | "all";
  readonly limit: number;
  readonly grace: number;
  readonly maxWorkers: number;
}

const CONFIG_NAMES = ["vitest.config", "vite.config"].flatMap((name) =>
  ["ts", "mts", "cts", "js", "mjs", "cjs"].map((ending) => `${name}.${ending}`),
);

/** @throws EditorError `NO_FOLDER`, `NO_PROJECT`, `INVALID_ARGUMENT` */
export function readEditorOptions(options: EditorOptions): EditorSettings {
  const {
    folder: given,
    reach = "nearest",
    limit = 60,
    grace = 1,
    maxWorkers = Math.max(1, availableParallelism() - 1),
  } = options;
  if (typeof given !== "string") throw invalid("folder", "the path of a folder", given);
  if (reach !== "nearest" && reach !== "all") throw invalid("reach", '"nearest" or "all"', reach);
  if (!(Number.isFinite(limit) && limit > 0)) throw invalid("limit", "a number of seconds above 0", limit);
  if (!(Number.isFinite(grace) && grace >= 0))
    throw invalid("grace", "a number of seconds, 0 or more", grace);
  if (!(Number.isInteger(maxWorkers) && maxWorkers >= 1))
    throw invalid("maxWorkers", "a whole number from 1 on", maxWorkers);
  const folder = resolve(given).replaceAll("\\", "/");
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) throw new EditorError("NO_FOLDER", `There is no folder ${folder}.`);
  if (!stats.isDirectory())
    throw new EditorError("NO_FOLDER", `${folder} is a file: give the folder to watch.`);
  const project = nearestFile(folder, ["tsconfig.json"]);
  if (project === undefined)
    throw new EditorError(
      "NO_PROJECT",
      `No tsconfig.json stands in ${folder} or above it, so nobody can say which files belong together.`,
    );
  const config = nearestFile(folder, CONFIG_NAMES) ?? null;
  const root = dirname(config ?? project).replaceAll("\\", "/");
  return { folder, root, project, config, reach, limit, grace, maxWorkers };
}

function invalid(option: string, expected: string, got: unknown): EditorError {
  return new EditorError(
    "INVALID_ARGUMENT",
    `The option ${option} takes ${expected}, but got ${describeValue(got)}.`,
  );
}
