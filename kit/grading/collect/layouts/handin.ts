import type { Entry } from "../entries/entry.ts";

/** What a submission's name tells of who handed it in. All of it is text that anybody may have chosen. */
export interface Identity {
  /** The folder that holds the work: the student in nbgrader's layout and in ours. */
  readonly folder?: string;
  /** Name and number in Canvas. */
  readonly canvasName?: string;
  readonly canvasId?: string;
  /** Name and participant's number in Moodle. */
  readonly moodleName?: string;
  readonly moodleId?: string;
  /** What Gradescope's export says, and the number of the submission. */
  readonly name?: string;
  readonly sid?: string;
  readonly email?: string;
  readonly gradescopeId?: string;
}

export type Layout = "folders" | "nbgrader" | "canvas" | "moodle" | "gradescope";

/** One file that somebody handed in. */
export interface Handin {
  readonly layout: Layout;
  readonly who: Identity;
  /** The file's own name, as its author called it. */
  readonly fileName: string;
  /** A name that the lesson may be told from, where the folder has one: nbgrader's assignment. */
  readonly assignment?: string;
  /** Canvas marks late work in its name, and says no more. */
  readonly markedLate?: boolean;
  /** When it was handed in, in milliseconds since 1970, where the layout tells. */
  readonly handedIn?: number;
  /** Canvas counts further attempts. */
  readonly attempt: number;
  /** The name under which the platform gave it out, and wants feedback back: a file, or a folder with a slash behind it. */
  readonly packedAs?: string;
  readonly entry: Entry;
}
