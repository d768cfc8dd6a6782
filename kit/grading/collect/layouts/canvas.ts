import type { ArchiveEntry } from "../entries/archive-entry.ts";
import type { Identity, UploadedFile } from "./uploaded-file.ts";

/** `doejane_LATE_123_456_01-one-agent-2.ipynb`: student, mark, number of the user, number of the submission, file name with the attempt's number. */
const pattern = /^(.+?)_(LATE_)?(\d+)_(\d+)_(.+)$/s;

/** `anon_6hk2d_LATE_456_01-one-agent.ipynb`: in an anonymous assignment five letters stand for the student. */
const anonymous = /^anon_([0-9A-Za-z]{5})_(LATE_)?(\d+)_(.+)$/s;

/** Reads a path of the zip that Canvas exports under "Download Submissions"; undefined for any other path. */
export function canvasUpload(entry: ArchiveEntry): UploadedFile | undefined {
  if (entry.path.length !== 1) return undefined;
  const packedAs = entry.path[0] as string;
  const hidden = anonymous.exec(packedAs);
  const match = hidden ? undefined : pattern.exec(packedAs);
  if (!hidden && !match) return undefined;
  // Safe: only the group of LATE is optional, and it is only tested for its presence.
  const [name, late, user, file] = hidden
    ? ["anon", hidden[2], hidden[1], hidden[4]]
    : ([match?.[1], match?.[2], match?.[3], match?.[5]] as string[]);
  const { fileName, attempt } = withoutAttempt(file as string);
  return {
    layout: "canvas",
    who: { canvasName: name as string, canvasId: user as string },
    fileName,
    attempt,
    packedAs,
    ...(late ? { markedLate: true } : {}),
    entry,
  };
}

/**
 * An upload that belongs to no student of the roster where its name can be read as that of several students: the names of users and of files may hold
 * numbers too, as in `roe_11_13_901_01.ipynb`, which is a file of user 13 called "roe_11", or one of user 11 called "901_01".
 */
export function withOneUser(upload: UploadedFile, isOnRoster: (who: Identity) => boolean): UploadedFile {
  const { canvasName = "", canvasId = "" } = upload.who;
  const parts = (upload.packedAs ?? "").split("_");
  const users = parts.filter((part, at) => {
    const [before, next] = [parts[at - 1], parts[at + 1]];
    const isSplit = before !== undefined && at + 2 < parts.length && isNumber(part) && isNumber(next ?? "");
    return isSplit && isOnRoster({ canvasName: "", canvasId: part });
  });
  if (new Set([canvasId, ...users]).size < 2) return upload;
  return { ...upload, who: { canvasName, canvasId: [...new Set([canvasId, ...users])].join(" or ") } };
}

const isNumber = (text: string) => /^\d+$/.test(text);

/** Canvas puts -1, -2, … behind the name of a file that replaces an earlier one. */
function withoutAttempt(file: string): { fileName: string; attempt: number } {
  const match = /^(.*)-(\d{1,3})(\.[a-z]+)$/is.exec(file);
  return match
    ? { fileName: `${match[1]}${match[3]}`, attempt: Number(match[2]) }
    : { fileName: file, attempt: 0 };
}
