import type { Complain } from "../lesson-error.ts";
import type { ClassifiedCell } from "./classify-cell.ts";
import type { TopLevelNames } from "./top-level-names.ts";

/**
 * Holds a lesson to one rule that notebooks do not have: a name is declared or imported in one cell only. The source is one
 * module, type-checked as such, and a name that changes its meaning between cells would confuse learners anyway.
 */
export class DeclaredOnce {
  readonly #lines = new Map<string, number>();
  readonly #complain: Complain;

  constructor(complain: Complain) {
    this.#complain = complain;
  }

  add(cell: ClassifiedCell, names: TopLevelNames): void {
    for (const name of [...names.values, ...names.imports]) {
      const earlier = this.#lines.get(name);
      if (earlier !== undefined) {
        throw this.#complain(
          cell.line,
          `this cell declares \`${name}\`, as does the cell on line ${earlier}: a lesson is one module, so rename one of them`,
        );
      }
      this.#lines.set(name, cell.line);
    }
  }
}
