import type { ArchiveEntry } from "../entries/archive-entry.ts";
import { type Identity, timeOf, type UploadedFile } from "./uploaded-file.ts";

/** The students and the time of a submission in Gradescope's export. */
export interface GradescopeSubmission {
  /** All who handed it in together; empty in an anonymous export. */
  readonly submitters: readonly Identity[];
  /** When it was handed in, as the export writes it. */
  readonly created?: string;
}

/** The file of Gradescope's export that names the students of its submissions. */
export const GRADESCOPE_METADATA = "submission_metadata.yml";

const SUBMISSION_FOLDER = /^submission_(\d+)$/;

/** Reads a path of the zip that Gradescope exports under "Export Submissions"; undefined for any other path. */
export function gradescopeUpload(
  entry: ArchiveEntry,
  known: ReadonlyMap<string, GradescopeSubmission>,
  readTime: (text: string) => number | undefined,
): UploadedFile | undefined {
  const id = SUBMISSION_FOLDER.exec(entry.path[0] ?? "")?.[1];
  if (id === undefined || entry.path.length < 2) return undefined;
  const { submitters = [], created } = known.get(id) ?? {};
  const [first = {}, ...others] = submitters;
  return {
    layout: "gradescope",
    who: { gradescopeId: id, ...first },
    ...(others.length === 0 ? {} : { others }),
    fileName: entry.path.at(-1) as string,
    attempt: 0,
    ...timeOf(created, readTime),
    entry,
  };
}

/**
 * Reads students and times from `submission_metadata.yml`. A key at the start of a line is a submission, of which the submitters and the
 * time are read. The other parts (results, history) are indented deeper and are skipped.
 */
export function readGradescopeMetadata(text: string): Map<string, GradescopeSubmission> {
  const found = new Map<string, { submitters: Identity[]; created?: string }>();
  let current: { submitters: Identity[]; created?: string } | undefined;
  let isInSubmitters = false;
  for (const line of text.split(/\r?\n/)) {
    const submission = /^submission_(\d+):/.exec(line);
    if (submission) {
      current = { submitters: [] };
      found.set(submission[1] as string, current);
      isInSubmitters = false;
      continue;
    }
    const own = /^ {2}:([a-z_]+):\s*(.*)$/.exec(line);
    if (own && current) {
      isInSubmitters = own[1] === "submitters";
      if (own[1] === "created_at") current.created ??= scalar(own[2] as string);
      continue;
    }
    const field = /^ {2}(- | {2}):(name|sid|email):\s*(.*)$/.exec(line);
    if (!field || !current || !isInSubmitters) continue;
    const [, mark, key, written] = field as unknown as [string, string, "name" | "sid" | "email", string];
    if (mark === "- ") current.submitters.push({});
    const value = scalar(written);
    const last = current.submitters.pop() ?? {};
    current.submitters.push(value === "" ? last : { ...last, [key]: value });
  }
  for (const one of found.values())
    one.submitters = one.submitters.filter((member) => Object.keys(member).length > 0);
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
