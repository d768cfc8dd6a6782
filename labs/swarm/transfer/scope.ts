/** The module and export from which a name of a notebook was imported. */
export interface ImportOrigin {
  /** As written in the import: "@swarmlab/labs", "node:fs", "./helpers.js". */
  readonly specifier: string;
  /** The export's name; "*" for the whole module. */
  readonly exportName: string;
}

/**
 * The top-level names of a program whose functions can be transferred: a notebook's cells, an answer under grading.
 * The code that runs the program installs its scope with {@link installScope}.
 */
export interface TransferScope {
  has(name: string): boolean;
  get(name: string): unknown;
  /** The origin of an imported name. The compiler's own names of modules, such as `labs_1`, have one too. */
  importOf?(name: string): ImportOrigin | undefined;
  /** The folder from which imports are resolved. @default the current folder */
  readonly directory?: string;
  /** The address of a module that a worker imports before the program's own files, so that it can load them. @default none is needed */
  readonly loader?: string;
}

const SCOPE = Symbol.for("swarmlab.scope");

/** The scope that was installed last, if there is one. */
export function currentScope(): TransferScope | undefined {
  return Reflect.get(globalThis, SCOPE) as TransferScope | undefined;
}

/** Makes a program's names known. @returns the scope that was installed before */
export function installScope(scope: TransferScope | undefined): TransferScope | undefined {
  const previous = currentScope();
  Reflect.set(globalThis, SCOPE, scope);
  return previous;
}
