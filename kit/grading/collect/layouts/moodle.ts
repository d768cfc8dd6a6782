import type { ArchiveEntry } from "../entries/archive-entry.ts";
import type { Identity, UploadedFile } from "./uploaded-file.ts";

// The last word is the kind of the submission: `file`, or `onlinetext` for what was typed into Moodle.
const folder = /^(.+)_(\d+)_assignsubmission_([a-z]+)_?$/s;
// The first such part counts: what follows is the name that a student gave the file.
const flat = /^(.+?)_(\d+)_assignsubmission_([a-z]+)_(.+)$/s;

/** Reads a path of the zip that Moodle exports under "Download all submissions", with or without a folder for each participant. */
export function moodleUpload(entry: ArchiveEntry): UploadedFile | undefined {
  return uploadOf(entry, (kind) => kind === "file");
}

/** Reads the path of a text that was typed into Moodle, or of what another of its plugins has handed in. */
export function moodleText(entry: ArchiveEntry): UploadedFile | undefined {
  return uploadOf(entry, (kind) => kind !== "file");
}

function uploadOf(entry: ArchiveEntry, isKind: (kind: string) => boolean): UploadedFile | undefined {
  const [first = "", ...rest] = entry.path;
  const inFolder = rest.length > 0 ? folder.exec(first) : null;
  const match = inFolder ?? (rest.length === 0 ? flat.exec(first) : null);
  if (!match || !isKind(match[3] as string)) return undefined;
  return {
    layout: "moodle",
    who: { moodleName: match[1] as string, moodleId: match[2] as string },
    fileName: inFolder ? (rest.at(-1) as string) : (match[4] as string),
    attempt: 0,
    packedAs: inFolder ? `${first}/` : first,
    entry,
  };
}

/** An upload that belongs to no student of the roster where its name can be read as that of several participants, whose names and files may hold such a part too. */
export function withOneParticipant(
  upload: UploadedFile,
  isOnRoster: (who: Identity) => boolean,
): UploadedFile {
  const { moodleName = "", moodleId = "" } = upload.who;
  const packedAs = upload.packedAs ?? "";
  // In a folder the last part counts, which no student has chosen.
  if (packedAs.endsWith("/")) return upload;
  const others = [...packedAs.matchAll(/_(\d+)_assignsubmission_/g)]
    .map(([, id = ""]) => id)
    .filter((id) => isOnRoster({ moodleName: "", moodleId: id }));
  const all = new Set([moodleId, ...others]);
  return all.size < 2 ? upload : { ...upload, who: { moodleName, moodleId: [...all].join(" or ") } };
}
