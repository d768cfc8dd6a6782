/**
 * A program as plain data, which is sent to a thread or a process and built there.
 * All definitions share one scope, as the top-level names of a notebook do.
 */
export interface Bundle {
  readonly code: Code;
  readonly data: BundleData;
}

/** The part of a bundle that is the same for every launch of the same functions and classes. */
export interface Code {
  /** Functions and classes, in an order in which they can be evaluated. */
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  /** The names of constants. */
  readonly constants: readonly string[];
  /** Names that the worker imports itself. */
  readonly imports: readonly BundleImport[];
  /** Names that are read as `exports.name`. */
  readonly exported: readonly string[];
  /** The folder from which imports are resolved. */
  readonly directory: string;
  /** The address of a module to import first; undefined when the program loads no files of its own. */
  readonly loader?: string | undefined;
}

/** The part of a bundle that was read at the launch. */
export interface BundleData {
  /** The values of constants, serialized. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields of classes and functions, serialized; under `prototype` the members that a class got after its definition, as descriptors. */
  readonly statics: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether a value in it is a shared object. */
  readonly usesSharing: boolean;
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
