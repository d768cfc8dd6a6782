/**
 * Everything a worker needs to build what was sent to it: plain data that crosses to a thread or a process.
 * All definitions share one scope, just as the top-level names of a notebook do.
 */
export interface Bundle {
  /** Functions and classes, in an order in which they can be evaluated. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  /** Constants, copied as they were at the launch. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names whose value is imported anew in the worker. */
  readonly imports: readonly BundleImport[];
  /** Names that are read as `exports.name`. */
  readonly exported: readonly string[];
  /** Static fields of classes, as they were at the launch. */
  readonly statics: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether anything in it works on shared memory. */
  readonly usesSharing: boolean;
  /** The folder from which imports are resolved. */
  readonly directory: string;
}

export interface BundleImport {
  readonly name: string;
  /** A module specifier, or the URL of a module. */
  readonly specifier: string;
  /** The export's name; "*" for the whole module. */
  readonly exportName: string;
}

/** The key of what stands in a serialized value where a function, class or shared object was. No learner's data has it. */
export const PLACEHOLDER = "swarmlab:placeholder";
