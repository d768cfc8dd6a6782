/** The end of a run. */
export type RunEnd =
  | { readonly kind: "finished" }
  /** The chooser stopped a run that would show nothing new. */
  | { readonly kind: "pruned" }
  | { readonly kind: "thrown"; readonly thread: number; readonly error: unknown }
  | { readonly kind: "endless"; readonly thread: number }
  /** No thread can continue, and at least one sleeps. */
  | { readonly kind: "stuck" }
  /** No thread can continue. The threads that do not sleep repeat loops that read memory which no thread changes. */
  | { readonly kind: "spinning" }
  | { readonly kind: "too-long" }
  | {
      readonly kind: "broken";
      readonly by: Rule;
      readonly error: unknown;
      readonly thread: number;
    };

/** The kinds of rules. */
export type Rule = "invariant" | "finally" | "lock" | "history";

/** A broken rule about memory. Its cause is the error that the rule threw. */
export class BrokenRule extends Error {
  readonly by: Rule;
  constructor(by: Rule, cause: unknown) {
    super("", { cause });
    this.by = by;
  }
}
