import { dirname, join } from "node:path/posix";
import { isDeepStrictEqual } from "node:util";
import { ALL, type ModuleFacts } from "./module-facts.ts";

/** A name as the module declares it that holds it. */
export interface Declared {
  readonly file: string;
  readonly name: string;
  /** The modules that only handed the name on, on the way from the one that was asked. */
  readonly through: readonly string[];
}

/** How a module uses another one: names of it, or all of it, as `import()` and a namespace that is passed on do. */
export type Use = "names" | "all";

/** The modules that use a module. */
export type Users = ReadonlyMap<string, Use>;

/**
 * Who takes which name from whom, over all modules of a project. Modules that only export what others declare are looked
 * through: who imports `median` from a door uses the file that declares `median`, and no other file behind that door.
 */
export class ModuleGraph {
  readonly #facts = new Map<string, ModuleFacts>();
  /** Where imports of packages lead that stand in the project itself. */
  readonly #packages = new Map<string, string>();
  #users: ReadonlyMap<string, Users> | undefined;
  #version = 0;

  /** Takes in the facts of a module. Most saves change none of them, and then nothing is computed again. */
  set(facts: ModuleFacts): void {
    const before = this.#facts.get(facts.file);
    if (isDeepStrictEqual(before, facts)) return;
    this.#facts.set(facts.file, facts);
    this.#change();
  }

  /** Forgets a module that was removed. */
  delete(file: string): void {
    if (this.#facts.delete(file)) this.#change();
  }

  setPackages(packages: Readonly<Record<string, string>>): void {
    for (const [specifier, file] of Object.entries(packages)) {
      if (this.#packages.get(specifier) === file) continue;
      this.#packages.set(specifier, file);
      this.#change();
    }
  }

  /** Counts the changes of what is known. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#facts.size;
  }

  get modules(): IterableIterator<ModuleFacts> {
    return this.#facts.values();
  }

  has(file: string): boolean {
    return this.#facts.has(file);
  }

  /** The module that a specifier in `file` leads to; undefined outside the project. */
  resolve(file: string, specifier: string): string | undefined {
    if (!specifier.startsWith(".")) return this.#packages.get(specifier);
    const path = join(dirname(file), specifier);
    return candidates(path).find((candidate) => this.#facts.has(candidate));
  }

  /** The modules that declare an exported name of a module, seen through all re-exports. */
  declared(file: string, name: string): Declared[] {
    return this.#declared(file, name, [], new Set());
  }

  /** The modules that use something of each module. */
  get users(): ReadonlyMap<string, Users> {
    this.#users ??= this.#findUsers();
    return this.#users;
  }

  #change(): void {
    this.#users = undefined;
    this.#version++;
  }

  #declared(file: string, name: string, through: readonly string[], seen: Set<string>): Declared[] {
    const facts = this.#facts.get(file);
    const key = `${name} ${file}`;
    if (facts === undefined || seen.has(key)) return [];
    seen.add(key);
    const found: Declared[] = [];
    for (const one of facts.exports)
      if (name === ALL || one.name === name) found.push({ file, name: one.name, through });
    for (const { specifier, name: theirs, as } of facts.reExports) {
      const wanted = as === ALL ? name : name === ALL || as === name ? theirs : undefined;
      const next = wanted === undefined ? undefined : this.resolve(file, specifier);
      if (wanted !== undefined && next !== undefined)
        found.push(...this.#declared(next, wanted, [...through, file], seen));
    }
    return found;
  }

  #findUsers(): ReadonlyMap<string, Users> {
    const users = new Map<string, Map<string, Use>>();
    const add = (used: string, user: string, use: Use) => {
      const known = users.get(used) ?? new Map<string, Use>();
      users.set(used, known);
      if (known.get(user) !== "names") known.set(user, use);
    };
    for (const { file, imports, reExports } of this.#facts.values()) {
      for (const { specifier, names } of imports) {
        const target = this.resolve(file, specifier);
        for (const missing of target === undefined ? missingFiles(file, specifier) : [])
          add(missing, file, "names");
        if (target === undefined) continue;
        // The module itself, also when it only hands names on: it may lose a name when it is saved.
        add(target, file, "names");
        for (const name of names) {
          const use = name === ALL ? "all" : "names";
          for (const { file: declares, through } of this.declared(target, name))
            for (const used of [declares, ...through]) if (used !== target) add(used, file, use);
        }
      }
      for (const { specifier } of reExports)
        if (this.resolve(file, specifier) === undefined)
          for (const missing of missingFiles(file, specifier)) add(missing, file, "names");
    }
    return users;
  }
}

/** The paths that a specifier may mean: with its ending, without one, a `.js` that is compiled from `.ts`, a folder. */
function candidates(path: string): string[] {
  const base = path.replace(/\.([cm]?)jsx?$/, "");
  const endings = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"];
  return [
    path,
    ...(base === path ? [] : ["ts", "tsx", "mts", "cts"].map((ending) => `${base}.${ending}`)),
    ...endings.map((ending) => `${path}.${ending}`),
    ...endings.map((ending) => `${path}/index.${ending}`),
  ];
}

/** The files that a relative import may have meant that leads nowhere: a removed file still has its users. */
function missingFiles(file: string, specifier: string): string[] {
  return specifier.startsWith(".") ? candidates(join(dirname(file), specifier)) : [];
}
