import type { ImportOrigin } from "@swarmlab/labs/swarm";
import type { CellImport } from "../compile/scope-transform.ts";

/** Knows where the names of cells were imported from: agents that are transferred to another thread import them there again. */
export class CellImports {
  readonly #origins = new Map<string, ImportOrigin>();
  /** The names that the running cell declares, with the origins of those that it imports. */
  #running = new Map<string, ImportOrigin | undefined>();

  /** Takes the names that the cell which begins declares: it may start agents that refer to its own imports. */
  begin(declares: readonly string[], imports: readonly CellImport[]): void {
    this.#running = new Map(declares.map((name) => [name, undefined]));
    for (const { name, specifier, exportName } of imports) this.#running.set(name, { specifier, exportName });
  }

  /** Forgets what the running cell declares. `add` takes the names that stay after the cell. */
  end(): void {
    this.#running = new Map();
  }

  /** @param declares the names that a cell declares @param imports those of them that it imports */
  add(declares: readonly string[], imports: readonly CellImport[]): void {
    for (const name of declares) this.#origins.delete(name);
    for (const { name, specifier, exportName } of imports) this.#origins.set(name, { specifier, exportName });
  }

  importOf(name: string): ImportOrigin | undefined {
    return this.#running.has(name) ? this.#running.get(name) : this.#origins.get(name);
  }
}
