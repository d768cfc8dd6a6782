import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { timeOf, type UploadedFile } from "./uploaded-file.ts";

/** `Doe, Jane(jdoe)`: name and login. */
const folder = /^(.+)\(([^()]+)\)$/s;
/** The folder of a student's files in Sakai's zip, and the one beside it of an instructor's. */
const ATTACHMENTS = /^Submission attachment\(s\)$/i;
const FEEDBACK = /^Feedback attachment\(s\)$/i;

/** Whether a file is one that an instructor has given back to a student. */
export const isSakaiFeedback = ({ path: [student = "", second = "", ...rest] }: ArchiveEntry): boolean =>
  rest.length > 0 && folder.test(student) && FEEDBACK.test(second);

/**
 * Reads a path of the zip that Sakai exports under "Download All": `Doe, Jane(jdoe)/Submission attachment(s)/01-one-agent.ipynb`;
 * undefined for any other path.
 *
 * @param time the content of the student's `timestamp.txt`, such as `20261005215930123`
 */
export function sakaiUpload(
  entry: ArchiveEntry,
  time: string | undefined,
  readTime: (text: string) => number | undefined,
): UploadedFile | undefined {
  const [student = "", attachments = ""] = entry.path;
  const match = entry.path.length > 2 && ATTACHMENTS.test(attachments) ? folder.exec(student) : null;
  if (!match) return undefined;
  const [, name, sid] = match as unknown as [string, string, string];
  return {
    layout: "sakai",
    who: { name: name.trim(), sid },
    fileName: entry.path.at(-1) as string,
    attempt: 0,
    ...timeOf(time, (text) => readTime(plainTime(text))),
    entry,
  };
}

/** "20261005215930123" as "2026-10-05 21:59:30". Any other text stays as it is. */
function plainTime(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*$/, "$1-$2-$3 $4:$5:$6");
}
