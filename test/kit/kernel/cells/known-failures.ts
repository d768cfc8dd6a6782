import type { Place } from "./program.ts";

/** Programs that do not yet give what they should, for one reason. */
export interface KnownFailure {
  readonly reason: string;
  readonly programs: Readonly<Record<string, readonly Place[]>>;
}

/** The list may only become shorter: the corpus fails when a place that is listed here gives what it should. */
export const knownFailures: readonly KnownFailure[] = [
  {
    reason: "A function keeps the value that its own cell gave a name.",
    programs: {
      "again-const": ["kernel", "check"],
      "again-function": ["kernel", "check"],
      "declare-two-in-one-statement": ["kernel", "check"],
      "declare-unassigned-let": ["kernel", "check"],
      "let-assigned-later": ["kernel", "check"],
      "live-default-parameter": ["kernel", "check"],
      "live-destructuring-assignment": ["kernel", "check"],
      "live-flag": ["kernel"],
      "live-in-a-class": ["kernel", "check"],
      "live-loop-variable": ["kernel", "check"],
      "live-operators": ["kernel", "check"],
      "live-shorthand": ["kernel", "check"],
      "live-template-and-typeof": ["kernel", "check"],
      "live-two-readers": ["kernel", "check"],
    },
  },
  {
    reason:
      "Namespaces are not read as definitions: a check leaves them out, and workers get their members without what stays inside.",
    programs: {
      "again-namespace": ["check"],
      "declare-namespace": ["check", "thread", "process"],
      "declare-namespace-and-function": ["check", "thread", "process"],
      "declare-nested-namespace": ["check"],
    },
  },
  {
    reason: "The compiler takes decorators for those of TypeScript before 5.0.",
    programs: {
      "class-decorator": ["kernel", "check", "thread", "process"],
    },
  },
  {
    reason: "Statements that change a class reach neither a check nor a worker.",
    programs: {
      "class-defined-property": ["check", "thread", "process"],
      "class-method-added-later": ["check", "thread", "process"],
    },
  },
  {
    reason: "A check leaves out the statements of helper cells.",
    programs: {
      "class-static-set-later": ["check"],
      "declare-var": ["check"],
      "live-map-filled": ["check"],
      "live-object-changed": ["check"],
      "live-shadowed": ["check"],
    },
  },
  {
    reason: "`export default` and `export { a as b }` give later cells no name.",
    programs: {
      "declare-export-default": ["kernel", "thread", "process"],
      "declare-export-list": ["kernel", "check", "thread", "process"],
    },
  },
  {
    reason: "`declare global` and `declare module` are exported as if they were names.",
    programs: {
      "declare-global": ["kernel", "check", "thread", "process"],
      "declare-module": ["kernel", "check", "thread", "process"],
    },
  },
  {
    reason: "A `var` in a block or in a `for` is unknown to later cells.",
    programs: {
      "declare-var-in-block": ["kernel", "check", "thread", "process"],
      "declare-var-in-for": ["kernel", "check", "thread", "process"],
    },
  },
];
