import { builtinModules, createRequire } from "node:module";
import { join } from "node:path";
import { isLabsFolder, LABS, labsModuleWith } from "./known-exports.ts";
import type { ImportOrigin, TransferScope } from "./scope.ts";

/** Finds the module from which a name of a program was imported. */
export class ImportFinder {
  readonly #scope: TransferScope | undefined;
  readonly #directory: string;

  /** @param directory the folder from which imports are resolved */
  constructor(scope: TransferScope | undefined, directory: string) {
    this.#scope = scope;
    this.#directory = directory;
  }

  /**
   * The origin of a name: as the scope says, or as the compiler's own name of a module tells.
   *
   * @param members the members that are read from the name; without them a module of labs is never narrowed to a smaller one
   */
  find(name: string, members?: ReadonlySet<string | undefined>): ImportOrigin | undefined {
    if (this.#scope === undefined) return undefined;
    const origin = this.#scope.importOf?.(name) ?? this.#guess(name);
    if (origin?.specifier !== LABS) return origin;
    // A worker that loads a part of labs starts sooner than one that loads all of it.
    if (origin.exportName !== "*") return { ...origin, specifier: labsModuleWith([origin.exportName]) };
    return members ? { specifier: labsModuleWith(members), exportName: "*" } : origin;
  }

  /** The compiler writes `labs_1` for "@swarmlab/labs", `node_fs_1` for "node:fs", `markdown_it_1` for "markdown-it". */
  #guess(name: string): ImportOrigin | undefined {
    const stem = this.#scope?.has(name) ? undefined : /^(\w+)_\d+$/.exec(name)?.[1];
    const specifier = stem === undefined ? undefined : this.#moduleCalled(stem);
    return specifier === undefined ? undefined : { specifier, exportName: "*" };
  }

  #moduleCalled(stem: string): string | undefined {
    if (stem === "labs") return LABS;
    if (isLabsFolder(stem)) return `${LABS}/${stem}`;
    const builtin = builtinModules.find((known) => stem === `node_${known.replace(/\W/g, "_")}`);
    if (builtin !== undefined) return `node:${builtin}`;
    return [stem, stem.replaceAll("_", "-")].find((specifier) => this.#isInstalled(specifier));
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
