import type { ArchiveEntry } from "../entries/archive-entry.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/** `<student>/<lesson>.ipynb`, and nbgrader's `<student>/<assignment>/<lesson>.ipynb`: the first folder is the student. */
export function folderUpload(entry: ArchiveEntry, handedInAt?: number): UploadedFile | undefined {
  const [student, ...rest] = entry.path;
  if (student === undefined || rest.length === 0) return undefined;
  const assignment = rest.length > 1 ? rest[0] : undefined;
  return {
    layout: assignment === undefined ? "folders" : "nbgrader",
    who: { folder: student },
    fileName: rest.at(-1) as string,
    attempt: 0,
    ...(assignment === undefined ? {} : { assignment }),
    ...(handedInAt === undefined ? {} : { handedInAt }),
    entry,
  };
}

/** The file in which nbgrader notes when an assignment was handed in. */
export const TIMESTAMP_FILE = "timestamp.txt";
