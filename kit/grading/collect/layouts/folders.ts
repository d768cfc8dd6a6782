import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { timeOf, type UploadedFile } from "./uploaded-file.ts";

/**
 * `<student>/<lesson>.ipynb`, and nbgrader's `<student>/<assignment>/<lesson>.ipynb`: the first folder is the student.
 *
 * @param time the content of nbgrader's file beside it
 */
export function folderUpload(
  entry: ArchiveEntry,
  time: string | undefined,
  readTime: (text: string) => number | undefined,
): UploadedFile | undefined {
  const [student, ...rest] = entry.path;
  if (student === undefined || rest.length === 0) return undefined;
  const assignment = rest.length > 1 ? rest[0] : undefined;
  return {
    layout: assignment === undefined ? "folders" : "nbgrader",
    who: { folder: student },
    fileName: rest.at(-1) as string,
    attempt: 0,
    ...(assignment === undefined ? {} : { assignment }),
    ...timeOf(time, readTime),
    entry,
  };
}

/** The file in which nbgrader and Sakai note when work was handed in. */
export const TIMESTAMP_FILE = "timestamp.txt";
