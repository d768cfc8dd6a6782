import type { ArchiveEntry } from "../entries/archive-entry.ts";

/** What the path of an uploaded file says about its student. All of it is untrusted text. */
export interface Identity {
  /** The folder of the student, in nbgrader's layout and in ours. */
  readonly folder?: string;
  /** Name and number in Canvas. The name is the group's where a group handed in. */
  readonly canvasName?: string;
  readonly canvasId?: string;
  /** Name and participant's number in Moodle. */
  readonly moodleName?: string;
  readonly moodleId?: string;
  /** Name, login or student id, and address, where the platform gives them. */
  readonly name?: string;
  readonly sid?: string;
  readonly email?: string;
  /** The platform whose user names `sid` is one of, where people choose these themselves. */
  readonly sidOf?: "github";
  /** The number in front of the name in Brightspace: the user's, or the group's where a group handed in. */
  readonly brightspaceId?: string;
  /** What the login is where it is longer than `sid`, longest first: it may have the sign in it that ends what stands before it. */
  readonly longerSids?: readonly string[];
  /** What the login is where a part of `sid` belongs to the name, longest first. */
  readonly shorterSids?: readonly string[];
  /** The number of a submission in Gradescope's export. */
  readonly gradescopeId?: string;
}

export type Layout =
  | "folders"
  | "nbgrader"
  | "canvas"
  | "moodle"
  | "gradescope"
  | "blackboard"
  | "brightspace"
  | "ilias"
  | "sakai"
  | "github-classroom";

/** One file that a student handed in. */
export interface UploadedFile {
  readonly layout: Layout;
  readonly who: Identity;
  /** The other members of a group that handed it in together. */
  readonly others?: readonly Identity[];
  /** The file's name, without the platform's additions. */
  readonly fileName: string;
  /** The name of the assignment, which may name the lesson. */
  readonly assignment?: string;
  /** Whether Canvas marked it as late. Canvas gives no time. */
  readonly markedLate?: boolean;
  /** When it was handed in, in milliseconds since 1970; undefined where the layout does not say. */
  readonly handedInAt?: number;
  /** A time in the place of a platform's, in a class of which at least half has none: the student may have written it. It can make work late only. */
  readonly statedAt?: number;
  /** The text of a time that the layout gives and that cannot be read. */
  readonly unreadableTime?: string;
  /** Whether the layout gives times, and none for this file. */
  readonly lacksTime?: boolean;
  /** The number of the attempt in Canvas; 0 for the first one and on other platforms. */
  readonly attempt: number;
  /** Its name in the platform's zip, which its feedback must have too: a file, or a folder with a trailing slash. */
  readonly packedAs?: string;
  readonly entry: ArchiveEntry;
}

/** What tells the one who handed a file in from others of the same name: an account of the platform, or the folder. */
export function accountOf(who: Identity): string {
  if (who.canvasId !== undefined) return `canvas ${who.canvasId}`;
  if (who.moodleId !== undefined) return `moodle ${who.moodleId}`;
  const login = who.email ?? who.longerSids?.[0] ?? who.sid ?? who.folder;
  if (login !== undefined) return `${who.sidOf ?? "login"} ${login.normalize("NFC").toLowerCase()}`;
  if (who.brightspaceId !== undefined) return `brightspace ${who.brightspaceId}`;
  return who.name === undefined ? `submission ${who.gradescopeId}` : `name ${who.name}`;
}

/** A key for the student of an upload, as its path names the student. */
export const studentKey = ({ layout, who }: Pick<UploadedFile, "layout" | "who">): string =>
  JSON.stringify([layout, who]);

/** The time of an upload: read, or the text that cannot be. An empty text is a time that is missing. */
export function timeOf(
  text: string | undefined,
  read: (text: string) => number | undefined,
): Pick<UploadedFile, "handedInAt" | "unreadableTime" | "lacksTime"> {
  if (text === undefined) return {};
  if (text.trim() === "") return { lacksTime: true };
  const time = read(text);
  return time === undefined ? { unreadableTime: text.trim().slice(0, 80) } : { handedInAt: time };
}
