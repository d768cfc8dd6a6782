import type { Place } from "./program.ts";

/** Programs that do not yet give what they should, for one reason. */
export interface KnownFailure {
  readonly reason: string;
  readonly programs: Readonly<Record<string, readonly Place[]>>;
}

/** The list may only become shorter: the corpus fails when a place that is listed here gives what it should. */
export const knownFailures: readonly KnownFailure[] = [
  {
    reason: "What `await import()` gave is a plain constant for a worker, which reads its source.",
    programs: {
      "import-dynamic-package": ["thread", "process"],
    },
  },
  {
    reason: "A registered symbol is refused like one that equals nothing but itself.",
    programs: {
      "values-weak-and-symbol": ["thread", "process"],
    },
  },
  {
    reason: "A decorated class refers to helpers of its cell, which are no top-level names.",
    programs: { "class-decorator": ["thread", "process"] },
  },
  {
    reason: "A worker refuses an import of a name that a module does not have, which is undefined at home.",
    programs: { "declare-module": ["thread", "process"] },
  },
  {
    reason: "A worker imports a name once: an imported `let` does not move there.",
    programs: { "import-local-live": ["thread", "process"] },
  },
  {
    reason: "In a check all is one text: what `using` holds at top level is closed behind the graded cell.",
    programs: { "syntax-using-in-a-cell": ["check"] },
  },
  {
    reason: "A worker does not get another prototype of a class's prototype.",
    programs: { "statements-set-prototype": ["thread", "process"] },
  },
  {
    reason: "Namespaces are sent to workers as their members, without what stays inside.",
    programs: { "declare-namespace": ["thread", "process"] },
  },
];
