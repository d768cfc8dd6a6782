import type { ArchiveEntry } from "../entries/archive-entry.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/** `Doe_Jane_jdoe_341`: last name, first name, login, number of the user. */
const folder = /^([^_]+)_([^_]+)_(.+)_(\d+)$/s;

/** Reads a path of the zip that ILIAS exports under "Download All Submissions"; undefined for any other path. */
export function iliasUpload(entry: ArchiveEntry): UploadedFile | undefined {
  const match = entry.path.length > 1 ? folder.exec(entry.path[0] as string) : null;
  // Moodle's folders have the same shape, and are read before.
  if (!match) return undefined;
  const [, last, first, login] = match as unknown as [string, string, string, string];
  // Users may choose their names, also with underscores in them, so that the login can be the end alone.
  const parts = login.split("_");
  const shorterSids = parts.slice(1).map((_, at) => parts.slice(at + 1).join("_"));
  return {
    layout: "ilias",
    who: { name: `${first} ${last}`, sid: login, ...(shorterSids.length > 0 ? { shorterSids } : {}) },
    fileName: entry.path.at(-1) as string,
    attempt: 0,
    packedAs: `${entry.path[0]}/`,
    entry,
  };
}
