/** How a run ended. */
export type RunEnd =
  | { readonly kind: "finished" }
  /** The chooser saw that this run would show nothing new. */
  | { readonly kind: "pruned" }
  | { readonly kind: "thrown"; readonly thread: number; readonly error: unknown }
  | { readonly kind: "endless"; readonly thread: number }
  /** Nobody can go on, and somebody sleeps. */
  | { readonly kind: "stuck" }
  /** Nobody can go on, and those who are not asleep look again and again at memory that nobody changes. */
  | { readonly kind: "spinning" }
  | { readonly kind: "too-long" }
  | {
      readonly kind: "broken";
      readonly by: "invariant" | "finally" | "lock";
      readonly error: unknown;
      readonly thread: number;
    };

/** A rule about memory that does not hold. Its cause is what the rule threw. */
export class BrokenRule extends Error {
  readonly by: "invariant" | "finally" | "lock";
  constructor(by: "invariant" | "finally" | "lock", cause: unknown) {
    super("", { cause });
    this.by = by;
  }
}
