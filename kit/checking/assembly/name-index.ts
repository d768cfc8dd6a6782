import type { Submission } from "../submission/submission.ts";
import type { DefiningCell } from "./definitions.ts";

/** Which cells define a name. All statements are read once: a search through them for each name would take quadratic time. */
export class NameIndex {
  readonly #cells = new Map<string, DefiningCell[]>();
  readonly #ownOrder: number;
  readonly #from: Submission["from"];

  /**
   * @param cells - in their order
   * @param ownOrder - the position of the graded cell among them
   */
  constructor(cells: readonly DefiningCell[], ownOrder: number, from: Submission["from"]) {
    this.#ownOrder = ownOrder;
    this.#from = from;
    for (const cell of cells) {
      for (const name of new Set(cell.statements.flatMap(({ declares }) => declares))) {
        const known = this.#cells.get(name);
        if (known) known.push(cell);
        else this.#cells.set(name, [cell]);
      }
    }
  }

  /** The cell that defines a name: in a file the nearest above, else the first below; in a running notebook the one that ran last. */
  nearest(name: string): DefiningCell | undefined {
    const defining = this.#cells.get(name) ?? [];
    if (this.#from === "kernel") return defining.at(-1);
    return defining.findLast((cell) => cell.order < this.#ownOrder) ?? defining[0];
  }
}
