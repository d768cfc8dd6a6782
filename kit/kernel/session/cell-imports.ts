import { createRequire } from "node:module";
import type { ImportIndex, ImportOrigin } from "@swarmlab/labs/swarm";

const require = createRequire(import.meta.url);

/**
 * Knows where the names of cells were imported from: agents that are transferred to another thread import them there again. Nothing is read
 * before the first question, because most cells transfer no agents and a kernel starts faster without labs.
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
