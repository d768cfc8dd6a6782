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
      "destructuring-let-live": ["kernel", "check"],
      "error-after-an-assignment": ["kernel", "check"],
      "five-cells": ["kernel", "check"],
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
      "recursion-across-cells": ["kernel", "check"],
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
    reason: "A check leaves out the statements of helper cells.",
    programs: {
      "agent-static-read": ["check"],
      "async-for-await": ["check"],
      "async-let-set-by-a-timer": ["check"],
      "async-pending-let": ["check"],
      "class-static-set-later": ["check"],
      "declare-var": ["check"],
      "destructuring-in-loops": ["check"],
      "error-compile": ["check"],
      "live-map-filled": ["check"],
      "live-object-changed": ["check"],
      "live-shadowed": ["check"],
      "statements-array-pushed": ["check"],
      "statements-frozen": ["check"],
      "statements-in-a-condition": ["check"],
      "statements-in-try": ["check"],
      "statements-number-prototype": ["check"],
      "statements-object-start": ["check"],
      "statements-registered-classes": ["check"],
      "statements-static-counter": ["check"],
      "syntax-delete-and-in": ["check"],
      "values-cycle": ["check"],
      "values-typed-arrays": ["check"],
    },
  },
  {
    reason:
      "The compiler is TypeScript 5.0: `using`, import attributes, standard decorators, `import … = require()`, `import.meta`, a shebang and `// @ts-nocheck` are refused.",
    programs: {
      "class-decorator": ["kernel", "check", "thread", "process"],
      "import-dynamic-json": ["kernel", "thread", "process"],
      "import-equals": ["kernel", "check", "thread", "process"],
      "import-json": ["kernel", "thread", "process"],
      "import-meta-in-a-cell": ["kernel", "check", "thread", "process"],
      "syntax-await-using": ["kernel", "check", "thread", "process"],
      "syntax-disposable-stack": ["kernel", "check", "thread", "process"],
      "syntax-shebang": ["kernel", "check", "thread", "process"],
      "syntax-ts-nocheck": ["kernel", "check", "thread", "process"],
      "syntax-using": ["kernel", "check", "thread", "process"],
      "syntax-using-in-a-cell": ["kernel", "check", "thread", "process"],
      "syntax-using-in-for": ["kernel", "check", "thread", "process"],
    },
  },
  {
    reason: "Statements that change a class or a function reach neither a check nor a worker.",
    programs: {
      "class-defined-property": ["check", "thread", "process"],
      "class-method-added-later": ["check", "thread", "process"],
      "statements-assign-prototype": ["check", "thread", "process"],
      "statements-method-replaced": ["check", "thread", "process"],
      "statements-property-on-function-later": ["check", "thread", "process"],
      "statements-set-prototype": ["check", "thread", "process"],
      "statements-tag-on-function": ["check", "thread", "process"],
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
  {
    reason:
      "The kernel writes the head of a stack without the name and message of objects that are no errors.",
    programs: {
      "error-capture-stack": ["kernel"],
    },
  },
  {
    reason: "What `await import()` gave is a plain constant for a worker, which reads its source.",
    programs: {
      "import-dynamic-package": ["thread", "process"],
    },
  },
  {
    reason:
      "Workers load files by themselves: without endings, enums and parameter properties, and with relative `import()` from the wrong folder.",
    programs: {
      "import-local-class-extended": ["thread", "process"],
      "import-local-dynamic": ["thread", "process"],
      "import-local-ts": ["thread", "process"],
      "import-local-without-ending": ["thread", "process"],
    },
  },
  {
    reason: "Files that cells import are compiled as CommonJS, which knows no `import.meta`.",
    programs: {
      "import-local-import-meta": ["kernel", "thread", "process"],
    },
  },
  {
    reason: "JavaScript files beside the notebook are checked as if they were TypeScript.",
    programs: {
      "import-local-js": ["kernel", "thread", "process"],
      "import-local-reexports": ["kernel", "thread", "process"],
    },
  },
  {
    reason: "An imported `let` is kept as a plain value.",
    programs: {
      "import-local-live": ["kernel", "thread", "process"],
    },
  },
  {
    reason: "Cells import by `require`, which refuses a module that awaits while it loads.",
    programs: {
      "import-local-top-level-await": ["kernel", "thread", "process"],
      "import-package-with-top-level-await": ["kernel", "check", "thread", "process"],
    },
  },
  {
    reason: "The names of the machinery share the scope of the learner's names.",
    programs: {
      "names-built-and-given": ["thread", "process"],
      "names-exports": ["kernel", "check", "thread", "process"],
      "names-module": ["check"],
      "names-require": ["kernel", "check", "thread", "process"],
      "names-with-dollars": ["thread", "process"],
    },
  },
  {
    reason: "A registered symbol is refused like one that equals nothing but itself.",
    programs: {
      "values-weak-and-symbol": ["thread", "process"],
    },
  },
];
