import type { Entry } from "../entries/entry.ts";
import type { Handin } from "./handin.ts";

/** `doejane_LATE_123_456_01-one-agent-2.ipynb`: name, mark, number of the user, number of the submission, own name with the attempt's number. */
const pattern = /^(.+?)_(LATE_)?(\d+)_(\d+)_(.+)$/s;

/** A file of a zip that Canvas gives under "Download Submissions". */
export function canvasHandin(entry: Entry): Handin | undefined {
  const match = entry.path.length === 1 ? pattern.exec(entry.path[0] as string) : null;
  if (!match) return undefined;
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
