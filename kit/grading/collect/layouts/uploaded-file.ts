import type { ArchiveEntry } from "../entries/archive-entry.ts";

/** What the path of an uploaded file says about its student. All of it is untrusted text. */
export interface Identity {
  /** The folder of the student, in nbgrader's layout and in ours. */
  readonly folder?: string;
  /** Name and number in Canvas. */
  readonly canvasName?: string;
  readonly canvasId?: string;
  /** Name and participant's number in Moodle. */
  readonly moodleName?: string;
  readonly moodleId?: string;
  /** Name, student id and address in Gradescope's export, and the number of the submission. */
  readonly name?: string;
  readonly sid?: string;
  readonly email?: string;
  readonly gradescopeId?: string;
}

export type Layout = "folders" | "nbgrader" | "canvas" | "moodle" | "gradescope";

/** One file that a student handed in. */
export interface UploadedFile {
  readonly layout: Layout;
  readonly who: Identity;
  /** The file's name, without the platform's additions. */
  readonly fileName: string;
  /** The name of nbgrader's assignment, which may name the lesson. */
  readonly assignment?: string;
  /** Whether Canvas marked it as late. Canvas gives no time. */
  readonly markedLate?: boolean;
  /** When it was handed in, in milliseconds since 1970; undefined where the layout does not say. */
  readonly handedInAt?: number;
  /** The number of the attempt in Canvas; 0 for the first one and on other platforms. */
  readonly attempt: number;
  /** Its name in the platform's zip, which its feedback must have too: a file, or a folder with a trailing slash. */
  readonly packedAs?: string;
  readonly entry: ArchiveEntry;
}
