import type { Complain } from "../lesson-error.ts";
import type { ClassifiedCell } from "./classify-cell.ts";
import type { TopLevelNames } from "./top-level-names.ts";

/**
 * Checks that each name of a lesson is declared or imported in one cell only. The source is type-checked as one module, and a name with two meanings
 * confuses learners.
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
