import { createRequire } from "node:module";
import type { ImportIndex, ImportOrigin } from "@swarmlab/labs/swarm";

const require = createRequire(import.meta.url);

/**
 * Where the names of cells were imported from, for agents that are transferred to another thread and import them there again.
 * Nothing is read before somebody asks: most cells send no agents anywhere, and a kernel starts sooner without labs.
 */
export class CellImports {
  #unread: string[] = [];
  #index: ImportIndex | undefined;

  /** @param emitted the JavaScript of one more cell */
  add(emitted: string): void {
    this.#unread.push(emitted);
  }

  importOf(name: string): ImportOrigin | undefined {
    if (this.#index === undefined) {
      const labs = require("@swarmlab/labs/swarm") as typeof import("@swarmlab/labs/swarm");
      this.#index = new labs.ImportIndex();
    }
    for (const emitted of this.#unread.splice(0)) this.#index.add(emitted);
    return this.#index.importOf(name);
  }
}
