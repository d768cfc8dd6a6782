import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Which exercises a learner's checks have verified, by exercise id. */
export interface Progress {
  readonly exercises: Readonly<Record<string, { readonly verified: string }>>;
}

/** Where progress is kept, from the course's root. */
export const progressFile = ".lab/progress.json";

/** What was verified so far; nothing when there is no record, or a damaged one. */
export function readProgress(root: string): Progress {
  try {
    const value = JSON.parse(readFileSync(join(root, progressFile), "utf8")) as Partial<Progress> | null;
    if (typeof value?.exercises === "object" && value.exercises !== null)
      return { exercises: value.exercises };
  } catch {
    // Begun anew below.
  }
  return { exercises: {} };
}

/** Notes that every visible check of an exercise holds. The first time counts. The file is replaced as a whole, never half written. */
export function recordVerified(root: string, exerciseId: string, when = new Date()): void {
  const { exercises } = readProgress(root);
  if (exercises[exerciseId]) return;
  const file = join(root, progressFile);
  mkdirSync(dirname(file), { recursive: true });
  const sorted = Object.fromEntries(
    Object.entries({ ...exercises, [exerciseId]: { verified: when.toISOString() } }).sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  );
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify({ exercises: sorted }, null, 2)}\n`);
  renameSync(draft, file);
}
