/** Where a name of a notebook was imported from. */
export interface ImportOrigin {
  /** As written in the import: "@swarmlab/labs", "node:fs", "./helpers.js". */
  readonly specifier: string;
  /** The export's name; "*" for the whole module. */
  readonly exportName: string;
}

/**
 * The top-level names of a program whose functions can travel: a notebook's cells, an answer under grading.
 * Whoever runs such a program installs it with {@link installScope}.
 */
export interface TravelScope {
  has(name: string): boolean;
  get(name: string): unknown;
  /** Where a name was imported from, also for the compiler's own names of modules, such as `labs_1`. */
  importOf?(name: string): ImportOrigin | undefined;
  /** The folder from which imports are resolved. @default the current folder */
  readonly directory?: string;
}

const SCOPE = Symbol.for("swarmlab.scope");

/** The scope in force, if any. */
export function currentScope(): TravelScope | undefined {
  return Reflect.get(globalThis, SCOPE) as TravelScope | undefined;
}

/** Makes a program's names known. Returns what was installed before. */
export function installScope(scope: TravelScope | undefined): TravelScope | undefined {
  const previous = currentScope();
  Reflect.set(globalThis, SCOPE, scope);
  return previous;
}
