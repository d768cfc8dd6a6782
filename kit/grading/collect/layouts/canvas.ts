import type { ArchiveEntry } from "../entries/archive-entry.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/** `doejane_LATE_123_456_01-one-agent-2.ipynb`: student, mark, number of the user, number of the submission, file name with the attempt's number. */
const pattern = /^(.+?)_(LATE_)?(\d+)_(\d+)_(.+)$/s;

/** Reads a path of the zip that Canvas exports under "Download Submissions"; undefined for any other path. */
export function canvasUpload(entry: ArchiveEntry): UploadedFile | undefined {
  const match = entry.path.length === 1 ? pattern.exec(entry.path[0] as string) : null;
  if (!match) return undefined;
  // Safe: only the group of LATE is optional, and it is only tested for its presence.
  const [, name, late, user, , file] = match as unknown as string[];
  const { fileName, attempt } = withoutAttempt(file as string);
  return {
    layout: "canvas",
    who: { canvasName: name as string, canvasId: user as string },
    fileName,
    attempt,
    packedAs: entry.path[0] as string,
    ...(late ? { markedLate: true } : {}),
    entry,
  };
}

/** Canvas puts -1, -2, … behind the name of a file that replaces an earlier one. */
function withoutAttempt(file: string): { fileName: string; attempt: number } {
  const match = /^(.*)-(\d{1,3})(\.[a-z]+)$/is.exec(file);
  return match
    ? { fileName: `${match[1]}${match[3]}`, attempt: Number(match[2]) }
    : { fileName: file, attempt: 0 };
}
