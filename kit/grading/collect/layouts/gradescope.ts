import type { Entry } from "../entries/entry.ts";
import type { Handin } from "./handin.ts";

/** Who is behind a submission of Gradescope's export. */
export interface GradescopeSubmission {
  readonly name?: string;
  readonly sid?: string;
  readonly email?: string;
  /** Milliseconds since 1970. */
  readonly created?: number;
}

/** The name of the file in which Gradescope's export says whose the submissions are. */
export const gradescopeMetadata = "submission_metadata.yml";

/** A file of a zip that Gradescope gives under "Export Submissions". */
export function gradescopeHandin(
  entry: Entry,
  known: ReadonlyMap<string, GradescopeSubmission>,
): Handin | undefined {
  const at = entry.path.findIndex((part) => /^submission_\d+$/.test(part));
  if (at < 0 || at > 1 || at === entry.path.length - 1) return undefined;
  const id = (entry.path[at] as string).slice("submission_".length);
  const { name, sid, email, created } = known.get(id) ?? {};
  return {
    layout: "gradescope",
    who: {
      gradescopeId: id,
      ...(name === undefined ? {} : { name }),
      ...(sid === undefined ? {} : { sid }),
      ...(email === undefined ? {} : { email }),
    },
    fileName: entry.path.at(-1) as string,
    attempt: 0,
    ...(created === undefined ? {} : { handedIn: created }),
    entry,
  };
}

/**
 * Reads `submission_metadata.yml`, as far as it says whose the submissions are: keys at the start of the line are submissions, and of each
 * the first submitter and the time count. Its other parts (results, history) are deeper down and are stepped over.
 */
export function readGradescopeMetadata(text: string): Map<string, GradescopeSubmission> {
  const found = new Map<string, { name?: string; sid?: string; email?: string; created?: number }>();
  let current: { name?: string; sid?: string; email?: string; created?: number } | undefined;
  let isInSubmitters = false;
  for (const line of text.split(/\r?\n/)) {
    const submission = /^submission_(\d+):/.exec(line);
    if (submission) {
      current = {};
      found.set(submission[1] as string, current);
      isInSubmitters = false;
      continue;
    }
    const own = /^ {2}:([a-z_]+):\s*(.*)$/.exec(line);
    if (own && current) {
      isInSubmitters = own[1] === "submitters";
      const created = own[1] === "created_at" ? Date.parse(utc(scalar(own[2] as string))) : Number.NaN;
      if (!Number.isNaN(created)) current.created = created;
      continue;
    }
    const field = /^ {2}(?:- | {2}):(name|sid|email):\s*(.*)$/.exec(line);
    if (!field || !current || !isInSubmitters) continue;
    const key = field[1] as "name" | "sid" | "email";
    const value = scalar(field[2] as string);
    if (value !== "") current[key] ??= value;
  }
  return found;
}

/** A YAML scalar on one line. */
function scalar(text: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith("'")) return trimmed.replace(/^'|'$/g, "").replaceAll("''", "'");
  if (trimmed.startsWith('"')) {
    try {
      return String(JSON.parse(trimmed));
    } catch {
      return trimmed.replace(/^"|"$/g, "");
    }
  }
  return trimmed === "null" || trimmed === "~" ? "" : trimmed;
}

/** `2026-10-05 21:59:30.123456789 Z` and `… UTC` are times that Date.parse() does not know. */
const utc = (text: string) =>
  text
    .replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,3})?\d*/, "$1T$2$3")
    .replace(/\s*(?:UTC|Z)$/, "Z")
    .replace(/\s+([+-]\d\d):?(\d\d)$/, "$1:$2");

export { utc as isoTime };
