import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderEntries } from "../../../grading/index.ts";

/** The files of a submission. */
export interface Gathered {
  /** Number of notebooks and zips. */
  readonly notebooks: number;
  /** The SHA-256 of what these hold, in hexadecimal digits, whatever they are called. */
  readonly sha256: string;
  /** Names of the other files. */
  readonly others: readonly string[];
}

/** The id of the only learner of this class. */
export const learner = "learner";

/**
 * Copies a submission's notebooks, and zips that may hold some, wherever they lie in it, into the folder of a class of one learner.
 * Symbolic links are not followed.
 */
export async function gatherNotebooks(submission: string, submissions: string): Promise<Gathered> {
  mkdirSync(join(submissions, learner), { recursive: true });
  const { entries } = await folderEntries(submission).catch(() => ({ entries: [] }));
  const wanted = entries.filter(({ where }) => /\.(ipynb|zip)$/i.test(where));
  const contents: string[] = [];
  for (const { path, file } of wanted) {
    if (file === undefined) continue;
    const copy = join(submissions, learner, ...path);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
    contents.push(sha256(readFileSync(copy)));
  }
  const others = entries.filter((entry) => !wanted.includes(entry)).map(({ where }) => where);
  return { notebooks: wanted.length, sha256: sha256(contents.sort().join(" ")), others };
}

const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
