import type { ArchiveEntry } from "../entries/archive-entry.ts";
import type { UploadedFile } from "./uploaded-file.ts";

/** The student and the time of a submission in Gradescope's export. */
export interface GradescopeSubmission {
  readonly name?: string;
  readonly sid?: string;
  readonly email?: string;
  /** Milliseconds since 1970. */
  readonly created?: number;
}

/** The file of Gradescope's export that names the students of its submissions. */
export const GRADESCOPE_METADATA = "submission_metadata.yml";

/** Reads a path of the zip that Gradescope exports under "Export Submissions"; undefined for any other path. */
export function gradescopeUpload(
  entry: ArchiveEntry,
  known: ReadonlyMap<string, GradescopeSubmission>,
): UploadedFile | undefined {
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
    ...(created === undefined ? {} : { handedInAt: created }),
    entry,
  };
}

/**
 * Reads students and times from `submission_metadata.yml`. A key at the start of a line is a submission, of which the first submitter and the
 * time are read. The other parts (results, history) are indented deeper and are skipped.
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
      const created = own[1] === "created_at" ? Date.parse(isoTime(scalar(own[2] as string))) : Number.NaN;
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

/** Rewrites `2026-10-05 21:59:30.123456789 Z` and `… UTC`, which Date.parse() does not know, as ISO 8601. */
export const isoTime = (text: string) =>
  text
    .replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,3})?\d*/, "$1T$2$3")
    .replace(/\s*(?:UTC|Z)$/, "Z")
    .replace(/\s+([+-]\d\d):?(\d\d)$/, "$1:$2");
