import type { Entry } from "../entries/entry.ts";
import type { Handin } from "./handin.ts";

const folder = /^(.+)_(\d+)_assignsubmission_file_?$/s;
const flat = /^(.+)_(\d+)_assignsubmission_file_(.+)$/s;

/** A file of a zip that Moodle gives under "Download all submissions", with a folder for each participant or without. */
export function moodleHandin(entry: Entry): Handin | undefined {
  const [first = "", ...rest] = entry.path;
  const inFolder = rest.length > 0 ? folder.exec(first) : null;
  const match = inFolder ?? (rest.length === 0 ? flat.exec(first) : null);
  if (!match) return undefined;
  return {
    layout: "moodle",
    who: { moodleName: match[1] as string, moodleId: match[2] as string },
    fileName: inFolder ? (rest.at(-1) as string) : (match[3] as string),
    attempt: 0,
    packedAs: inFolder ? `${first}/` : first,
    entry,
  };
}
