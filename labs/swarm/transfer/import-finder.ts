import { builtinModules, createRequire } from "node:module";
import { join } from "node:path";
import { labsModuleWith } from "./known-exports.ts";
import type { ImportOrigin, TransferScope } from "./scope.ts";

const LABS = "@swarmlab/labs";

/** Finds out where the names of a program were imported from. */
export class ImportFinder {
  readonly #scope: TransferScope | undefined;
  readonly #directory: string;

  constructor(scope: TransferScope | undefined, directory: string) {
    this.#scope = scope;
    this.#directory = directory;
  }

  /**
   * Where a name comes from: as the scope says, or as the compiler's own name of a module tells.
   *
   * @param members what is read from the name; undefined for the thing itself
   */
  find(name: string, members?: ReadonlySet<string | undefined>): ImportOrigin | undefined {
    if (this.#scope === undefined) return undefined;
    const origin = this.#scope.importOf?.(name) ?? this.#guess(name);
    const isLabs = origin?.specifier === LABS && origin.exportName === "*";
    return isLabs && members ? { specifier: labsModuleWith(members), exportName: "*" } : origin;
  }

  /** The compiler writes `labs_1` for "@swarmlab/labs", `node_fs_1` for "node:fs", `markdown_it_1` for "markdown-it". */
  #guess(name: string): ImportOrigin | undefined {
    const stem = this.#scope?.has(name) ? undefined : /^(\w+)_\d+$/.exec(name)?.[1];
    if (stem === undefined) return undefined;
    const builtin = builtinModules.find((known) => stem === `node_${known.replace(/\W/g, "_")}`);
    const isInstalled = (specifier: string) => this.#isInstalled(specifier);
    const specifier =
      stem === "labs"
        ? LABS
        : builtin
          ? `node:${builtin}`
          : [stem, stem.replaceAll("_", "-")].find(isInstalled);
    return specifier === undefined ? undefined : { specifier, exportName: "*" };
  }

  #isInstalled(specifier: string): boolean {
    try {
      createRequire(join(this.#directory, "cell.js")).resolve(specifier);
      return true;
    } catch {
      return false;
    }
  }
}
