import type { CheckIdentity } from "../checks/request.ts";
import { CheckRunner } from "./check-runner.ts";
import { removeFolder, scratchFolder } from "./scratch-folder.ts";

/** The checks of an exercise, known without running an answer. */
export interface ExerciseChecks {
  readonly checks: readonly CheckIdentity[];
}

/** The checks of each exercise, by its id. */
export type CollectedChecks = Readonly<Record<string, ExerciseChecks>>;

/** Asks a runner which checks there are. @throws CheckFileError when a check file cannot be loaded */
export async function collectWith(runner: CheckRunner): Promise<CollectedChecks> {
  const runs = await runner.run(runner.files(), { mode: "collect" });
  const byExercise = Object.groupBy(
    runs.map(({ identity }) => identity),
    ({ exercise }) => exercise,
  );
  return Object.fromEntries(Object.entries(byExercise).map(([id, checks = []]) => [id, { checks }]));
}

/**
 * Lists the checks of every exercise without running an answer.
 * @param root - the course's folder
 * @throws CheckFileError when a check file cannot be loaded
 */
export async function collectChecks(root: string): Promise<CollectedChecks> {
  const directory = scratchFolder();
  const runner = new CheckRunner({ root, directory, preload: false });
  try {
    return await collectWith(runner);
  } finally {
    await runner.close();
    removeFolder(directory);
  }
}
