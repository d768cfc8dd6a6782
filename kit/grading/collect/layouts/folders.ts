import type { Entry } from "../entries/entry.ts";
import type { Handin } from "./handin.ts";

/** `<student>/<lesson>.ipynb`, and nbgrader's `<student>/<assignment>/<lesson>.ipynb`: the first folder is the student. */
export function folderHandin(entry: Entry, handedIn?: number): Handin | undefined {
  const [student, ...rest] = entry.path;
  if (student === undefined || rest.length === 0) return undefined;
  const assignment = rest.length > 1 ? rest[0] : undefined;
  return {
    layout: assignment === undefined ? "folders" : "nbgrader",
    who: { folder: student },
    fileName: rest.at(-1) as string,
    attempt: 0,
    ...(assignment === undefined ? {} : { assignment }),
    ...(handedIn === undefined ? {} : { handedIn }),
    entry,
  };
}

/** nbgrader's note of when an assignment was handed in, beside it. */
export const timestampFile = "timestamp.txt";
