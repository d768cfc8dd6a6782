import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { timeOf, type UploadedFile } from "./uploaded-file.ts";

/** `Lesson 01_jdoe_attempt_2026-10-05-21-59-30_01-one-agent.ipynb`: assignment, user name, time of the attempt, file name. */
// The first such part counts: what follows is the name that a student gave the file.
const pattern = /^(.+?)_([^_]+)_attempt_(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)_(.+)$/s;

/** Reads a path of the zip that Blackboard exports under "Download Assignment Files"; undefined for any other path. */
export function blackboardUpload(
  entry: ArchiveEntry,
  readTime: (text: string) => number | undefined,
): UploadedFile | undefined {
  const match = entry.path.length === 1 ? pattern.exec(entry.path[0] as string) : null;
  if (!match) return undefined;
  const [, assignment, user, date, hours, minutes, seconds, fileName] = match as unknown as string[];
  // A user name may have underscores, as the assignment's name may: the roster knows which it is.
  const parts = `${assignment}_${user}`.split("_").slice(1);
  const longerSids = parts.slice(0, -1).map((_, at) => parts.slice(at).join("_"));
  return {
    layout: "blackboard",
    who: { sid: user as string, ...(longerSids.length > 0 ? { longerSids } : {}) },
    fileName: fileName as string,
    assignment: assignment as string,
    attempt: 0,
    ...timeOf(`${date} ${hours}:${minutes}:${seconds}`, readTime),
    entry,
  };
}
