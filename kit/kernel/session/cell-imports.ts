import type { ImportOrigin } from "@swarmlab/labs/swarm";
import type { CellImport } from "../compile/scope-transform.ts";

/** Knows where the names of cells were imported from: agents that are transferred to another thread import them there again. */
export class CellImports {
  readonly #origins = new Map<string, ImportOrigin>();

  /** @param declares the names that a cell declares @param imports those of them that it imports */
  add(declares: readonly string[], imports: readonly CellImport[]): void {
    for (const name of declares) this.#origins.delete(name);
    for (const { name, specifier, exportName } of imports) this.#origins.set(name, { specifier, exportName });
  }

  importOf(name: string): ImportOrigin | undefined {
    return this.#origins.get(name);
  }
}
