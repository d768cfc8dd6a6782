import type { UnusedExport } from "../refactorer/unused-exports.ts";
import type { JsonTree } from "../trees/json-trees.ts";
import type { NodePlace, SyntaxProblem } from "../trees/typescript-unstable.ts";

/** The agents of an editor. */
export type EditorAgentName = "watcher" | "parser" | "tester" | "refactorer";

/** Files that were saved, made and removed since the last message of this kind; absolute paths with `/`. */
export interface Saved {
  readonly kind: "saved";
  /** Counts the batches of saves, from 1. */
  readonly batch: number;
  /** When the first of these saves was noticed, in milliseconds since 1970. */
  readonly at: number;
  readonly changed: readonly string[];
  readonly created: readonly string[];
  readonly deleted: readonly string[];
}

/** How the tests that a batch of saves touches ended. */
export interface Verdict {
  readonly kind: "verdict";
  readonly batch: number;
  /**
   * - `passed`, `failed`: the tests ended.
   * - `untested`: no test uses what was saved.
   * - `syntax`: a saved file cannot be parsed, so its tests were not run.
   * - `timeout`: the tests took longer than the limit, and their threads were ended.
   */
  readonly state: "passed" | "failed" | "untested" | "syntax" | "timeout";
  /** What was saved, absolute paths. */
  readonly files: readonly string[];
  /** The test files that were run. */
  readonly testFiles: readonly string[];
  /** How many other test files use what was saved, but are further away and were not run. */
  readonly further: number;
  readonly passed: number;
  readonly failures: readonly { readonly file: string; readonly name: string; readonly message: string }[];
  /** Seconds since the newest save that it judges was noticed. */
  readonly seconds: number;
}

/** What an agent does now. */
export interface Working {
  readonly kind: "working";
  readonly agent: EditorAgentName;
  readonly on: string;
}

/** An agent waits for work. */
export interface Waiting {
  readonly kind: "waiting";
  readonly agent: EditorAgentName;
  /** A sentence without its point: "1108 trees, 25 MB in shared memory". */
  readonly has: string;
}

/** The exports that nothing imports, after each change. */
export interface ExportsReport {
  readonly kind: "exports";
  readonly batch: number;
  readonly unused: readonly UnusedExport[];
}

/** A save superseded a run of tests. Its files are judged with the next ones. */
export interface Superseded {
  readonly kind: "superseded";
  readonly batch: number;
}

/** Something that the user should know, as one sentence. */
export interface Trouble {
  readonly kind: "trouble";
  readonly agent: EditorAgentName;
  readonly message: string;
  /** Whether the agent can do nothing more. */
  readonly isFatal: boolean;
}

/** A new tester replaces the one that had to be ended. */
export interface Restarted {
  readonly kind: "restarted";
  readonly agent: EditorAgentName;
  readonly reason: string;
}

/** What happens among the agents, as their user sees it. */
export type EditorEvent =
  | Saved
  | Verdict
  | Working
  | Waiting
  | ExportsReport
  | Superseded
  | Trouble
  | Restarted;

/** Trees of files. Threads get shared memory, processes text. */
export type TreePack = SharedArrayBuffer | readonly JsonTree[];

/** Messages between the agents that their user does not see. */
export type InnerMessage =
  /** Trees of files that are new or have changed; later ones replace earlier ones of the same file. */
  | {
      readonly kind: "trees";
      readonly batch: number;
      /** The saves that led to them; null for all trees of a project. */
      readonly saved: Saved | null;
      /** Whether it repeats all trees for an agent that has begun, so that others need not read it. */
      readonly isRepeat: boolean;
      readonly packs: readonly TreePack[];
      /** Files that have no tree any more. */
      readonly removed: readonly string[];
      readonly problems: readonly SyntaxProblem[];
      /** Where imports of packages lead that stand in the project itself. */
      readonly packages: Readonly<Record<string, string>>;
    }
  /** An agent has begun to listen, and needs what was said before: all trees, or all tests. */
  | { readonly kind: "hello"; readonly agent: EditorAgentName }
  /** All test files of the project. */
  | { readonly kind: "tests"; readonly files: readonly string[] }
  /** Judge these files, which an ended tester left without a verdict. */
  | { readonly kind: "judge"; readonly saved: Saved }
  /** The tests do not end although they were asked to: the tester's thread must be ended. */
  | { readonly kind: "stuck"; readonly unjudged: Saved | null; readonly reason: string }
  | {
      readonly kind: "rename";
      readonly id: number;
      readonly file: string;
      readonly name: string;
    }
  | {
      readonly kind: "references";
      readonly id: number;
      readonly name: string;
      readonly places: readonly NodePlace[];
      /** Why no place was found; null when places were found. */
      readonly problem: string | null;
    }
  | {
      readonly kind: "occurrences";
      readonly id: number;
      readonly occurrences: readonly Occurrence[];
      readonly problem: string | null;
    };

/** One place at which a name must be replaced. */
export interface Occurrence {
  readonly file: string;
  /** In UTF-16 units from the start of the file. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The line as it is, without the space around it. */
  readonly text: string;
  /** Text that must stay before the new name: `median: ` where `{ median }` stands for the property and its value. */
  readonly before: string;
}

export type EditorMessage = EditorEvent | InnerMessage;

/** Milliseconds since 1970, with fractions; all threads and processes of a machine agree on them. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
