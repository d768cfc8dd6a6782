import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorMessage } from "../../common/error-message.ts";
import { tryLock } from "../../common/held-lock.ts";
import { replaceFile } from "../../common/write-file.ts";

/** An exercise whose visible checks all held. */
export interface VerifiedExercise {
  /** When they held for the first time, in ISO 8601. */
  readonly verified: string;
  /** The exercise's fingerprint at that time; undefined in records of the first format. */
  readonly exercise?: string;
}

/** Which exercises a learner's checks have verified, by exercise id. */
export interface Progress {
  readonly exercises: Readonly<Record<string, VerifiedExercise>>;
  /** One sentence about a record that could not be read. */
  readonly problem?: string;
}

/** The path of the record from the course's root: beside the learner's own notebooks, which nothing overwrites. */
export const progressFile = "work/.progress.json";
/** The path of the first format, which is still read. */
const FIRST_PROGRESS_FILE = ".lab/progress.json";
/** Not beside the record: learners look into work/, and hand it in. */
const LOCK_FILE = ".lab/progress.lock";
/** Two notebooks may pass a check at the same moment. What a lock guards takes a few milliseconds. */
const LOCK_WAIT_MS = 20_000;

/** The format that is written. A record of another format is read too, and its unknown fields are kept. */
const FORMAT = 2;

/** Reads what was verified so far; nothing where there is no record. A damaged record stays in place, and `problem` says so. */
export function readProgress(root: string): Progress {
  const first = read(join(root, FIRST_PROGRESS_FILE));
  const own = read(join(root, progressFile));
  return {
    exercises: { ...exercisesOf(first), ...exercisesOf(own) },
    ...(own === "damaged"
      ? {
          problem: `${progressFile} is damaged and was not counted. The next green check puts it aside and begins a new record; nothing of it is deleted.`,
        }
      : {}),
  };
}

/**
 * Notes that every visible check of an exercise holds. The first time counts, until the exercise itself changes. The file is
 * replaced in one step. A damaged file is renamed and kept.
 *
 * @param options.exercise - the exercise's fingerprint
 * @returns one sentence where it could not be noted; the verdict is as good without the record
 */
export function recordVerified(
  root: string,
  id: string,
  { exercise, when = new Date() }: { exercise: string; when?: Date },
): string | undefined {
  try {
    for (const file of [progressFile, LOCK_FILE]) mkdirSync(dirname(join(root, file)), { recursive: true });
    using lock = tryLock(join(root, LOCK_FILE), { waitMs: LOCK_WAIT_MS });
    if (lock === undefined) throw new Error("another program has been writing it for 20 s");
    addVerified(root, id, { exercise, when });
    return undefined;
  } catch (error) {
    const [why] = errorMessage(error).split("\n");
    return `Your progress could not be saved in ${progressFile} (${why}). The verdict holds; mend that, and check again to have it counted.`;
  }
}

function addVerified(root: string, id: string, { exercise, when }: { exercise: string; when: Date }): void {
  const file = join(root, progressFile);
  const known = readProgress(root).exercises[id];
  if (known?.exercise === exercise) return;
  const present = read(file);
  if (present === "damaged") renameSync(file, freeName(file));
  const record = present === "damaged" || present === undefined ? {} : present;
  // An exercise that changed keeps the day on which it was first solved.
  const entry = { ...known, verified: known?.verified ?? when.toISOString(), exercise };
  const exercises = Object.entries({ ...exercisesOf(record), [id]: entry }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const written = Math.max(FORMAT, typeof record.format === "number" ? record.format : 0);
  replaceFile(
    file,
    `${JSON.stringify({ ...record, format: written, exercises: Object.fromEntries(exercises) }, null, 2)}\n`,
  );
}

type FileRecord = Readonly<Record<string, unknown>>;

function read(file: string): FileRecord | "damaged" | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : "damaged";
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value) && isRecord(value.exercises)) return value;
  } catch {
    // Text that is not JSON is as damaged as JSON of another shape.
  }
  return "damaged";
}

/** The entries with a time. Other entries are not counted. */
function exercisesOf(record: FileRecord | "damaged" | undefined): Record<string, VerifiedExercise> {
  if (record === undefined || record === "damaged" || !isRecord(record.exercises)) return {};
  return Object.fromEntries(
    Object.entries(record.exercises).filter(
      (entry): entry is [string, VerifiedExercise & FileRecord] =>
        isRecord(entry[1]) && typeof entry[1].verified === "string",
    ),
  );
}

const isRecord = (value: unknown): value is FileRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An unused name beside the file. */
function freeName(file: string): string {
  for (let number = 1; ; number += 1) {
    const name = file.replace(/\.json$/, `.damaged-${number}.json`);
    if (!existsSync(name)) return name;
  }
}
