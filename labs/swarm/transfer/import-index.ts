import type { ImportOrigin } from "./scope.ts";

const REQUIRE = /\bconst (\w+) = (?:__importStar\(|__importDefault\()?require\("([^"]+)"\)/g;
const NAMED = /Object\.defineProperty\(exports, "(\w+)", \{[^}]*?return (\w+)\.(\w+);/g;
const WHOLE = /^exports\.(\w+) = (\w+)(?:\.(default))?;/gm;

/** The same in the code of a notebook's cell. */
const LOADED = /\bconst (\w+) = await \$import\$\("([^"]+)"/g;
const LINKED = /\$import\$\.link\(\$cells\$, "([^"]+)", \(\) => (\w+)(?:\["([^"]+)"\])?\)/g;

/**
 * The origins of a notebook's imported names. They are read from the CommonJS that TypeScript emits for each cell. A {@link TransferScope}
 * can use its `importOf`.
 */
export class ImportIndex {
  readonly #origins = new Map<string, ImportOrigin>();

  /** Reads the emitted JavaScript of one more cell. */
  add(emitted: string): void {
    const modules = new Map<string, string>();
    for (const [, local, specifier] of [...emitted.matchAll(REQUIRE), ...emitted.matchAll(LOADED)]) {
      if (local === undefined || specifier === undefined) continue;
      modules.set(local, specifier);
      this.#origins.set(local, { specifier, exportName: "*" });
    }
    for (const pattern of [NAMED, WHOLE, LINKED]) {
      for (const [, name, local, exportName = "*"] of emitted.matchAll(pattern)) {
        if (name === undefined || local === undefined) continue;
        const specifier = modules.get(local);
        if (specifier !== undefined) this.#origins.set(name, { specifier, exportName });
        // A cell that defines the name itself replaces the import of an earlier cell.
        else this.#origins.delete(name);
      }
    }
  }

  importOf(name: string): ImportOrigin | undefined {
    return this.#origins.get(name);
  }
}
