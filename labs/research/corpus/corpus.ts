import type { SharedContext } from "../../sharing/index.ts";
import type { LeftOut } from "./left-out.ts";

/** A folder that was read: its paragraphs with their index, in shared memory. Many questions can be asked of it. */
export interface Corpus {
  /** The folder, as it was named. */
  readonly name: string;
  /** Its absolute path. */
  readonly folder: string;
  /** The index, in parts. Every thread reads them in place. */
  readonly segments: readonly SharedContext[];
  /** How many files were read. */
  readonly files: number;
  /** Paragraphs in the index; repeated ones are counted once a segment. */
  readonly paragraphs: number;
  readonly leftOut: readonly LeftOut[];
  /** What was not read, or not as UTF-8, and why. A sentence each. */
  readonly notes: readonly string[];
}
