/**
 * A program as plain data, which is sent to a thread or a process and built there.
 * All definitions share one scope, as the top-level names of a notebook do.
 */
export interface Bundle {
  /** Functions and classes, in an order in which they can be evaluated. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  /** Constants with their values at the launch, serialized. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names that the worker imports itself. */
  readonly imports: readonly BundleImport[];
  /** Names that are read as `exports.name`. */
  readonly exported: readonly string[];
  /** Static fields of classes with their values at the launch, serialized. */
  readonly statics: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether a value in it is a shared object. */
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

/** The key of an object that stands for a function, class or shared object in a serialized value. No learner's data has it. */
export const PLACEHOLDER = "swarmlab:placeholder";
