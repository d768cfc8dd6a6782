import type { Place } from "./program.ts";

/** Programs that do not yet give what they should, for one reason. */
export interface KnownFailure {
  readonly reason: string;
  readonly programs: Readonly<Record<string, readonly Place[]>>;
}

/** The list may only become shorter: the corpus fails when a place that is listed here gives what it should. */
export const knownFailures: readonly KnownFailure[] = [
  {
    reason: "A worker gets the members of a namespace without what stays inside it.",
    programs: { "declare-namespace": ["thread", "process"] },
  },
  {
    reason: "A name that a function reads before its declaration has run is undefined, and no error.",
    programs: { "error-before-initialization": ["kernel", "thread", "process"] },
  },
  {
    reason: "What `await import()` gave is a plain constant for a worker, which reads its source.",
    programs: { "import-dynamic-package": ["thread", "process"] },
  },
  {
    reason: "A worker builds a class without a prototype that it was given later.",
    programs: { "statements-set-prototype": ["thread", "process"] },
  },
];
