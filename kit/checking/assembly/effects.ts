import type { DefiningCell, Definition } from "./definitions.ts";

/** Parts of the language that a statement may change for all cells, as `Number.prototype` or `globalThis`. */
const isGlobal = (name: string) => Object.hasOwn(globalThis, name) && name !== "console";

/** What helper statements may change. */
export interface Changeable {
  /** Whether the learner declares the name at all; other names are the language's. */
  isDeclared(name: string): boolean;
  /** The definitions of a name in the learner's cells. */
  definitions(name: string): readonly Definition[];
  /** Those of them that are part of what is graded. */
  taken(name: string): readonly Definition[];
}

type Statement = Definition["statement"];

/**
 * The statements of a helper cell that change what is taken for the check: they assign to it or to a member, call a method of it or a function that
 * changes it, or change a part of the language. A statement that stands in front of a definition does not change it.
 */
export function changingStatements(cell: DefiningCell, changeable: Changeable): Definition[] {
  return cell.statements
    .filter((statement) => {
      if (statement.kind === "augmentation") return true;
      if (statement.kind !== "expression" || statement.declares.length > 0) return false;
      const looker = new Looker(changeable, cell, statement);
      return (
        statement.changes.some((name) =>
          changeable.isDeclared(name)
            ? looker.mayChange(name, statement)
            : isGlobal(name) && !putsBack(cell, statement),
        ) ||
        (!isAwaitedCall(cell, statement) && statement.handles.some((name) => looker.mayHandle(name))) ||
        statement.uses.some((name) => looker.changesByCall(name))
      );
    })
    .map((statement) => ({ cell, statement, names: [] }));
}

/** A change of the language in `try { … } finally { … }` is put back at its end. */
function putsBack({ source }: DefiningCell, { start, end }: Statement): boolean {
  return new RegExp(`^${LEADING}try\\b[^]*\\bfinally\\b`).test(source.slice(start, end));
}

/** White space and comments in front of a statement. */
const LEADING = String.raw`(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*`;
const PRINTS = new RegExp(`^${LEADING}console\\.`);
const AWAITED = new RegExp(`^${LEADING}await\\b`);

/** A statement that is one awaited call runs something, as `await pool.run()` does. */
function isAwaitedCall({ source }: DefiningCell, { start, end }: Statement): boolean {
  return AWAITED.test(source.slice(start, end));
}

/**
 * The statements of a helper cell that are not run, though they may change what the check takes: such as `await queue.fill()`. What only prints is
 * not among them.
 */
export function leftOutStatements(
  cell: DefiningCell,
  run: ReadonlySet<Statement>,
  isTaken: (name: string) => boolean,
): Statement[] {
  return cell.statements.filter(
    (statement) =>
      statement.kind === "expression" &&
      statement.declares.length === 0 &&
      !run.has(statement) &&
      !PRINTS.test(cell.source.slice(statement.start, statement.end)) &&
      [...statement.changes, ...statement.handles].some(isTaken),
  );
}

/** Looks from one statement at what it may change. */
class Looker {
  readonly #changeable: Changeable;
  readonly #cell: DefiningCell;
  readonly #start: number;
  readonly #seen = new Set<string>();

  constructor(changeable: Changeable, cell: DefiningCell, { start }: Statement) {
    this.#changeable = changeable;
    this.#cell = cell;
    this.#start = start;
  }

  /** The taken definitions of a name that stand in front of the statement. */
  #earlier(name: string): Definition[] {
    return this.#changeable
      .taken(name)
      .filter(
        ({ cell, statement }) =>
          cell.order < this.#cell.order || (cell === this.#cell && statement.start < this.#start),
      );
  }

  /** A constant cannot be assigned to; a cell that tries to has not run. */
  mayChange(name: string, { assigns }: Statement): boolean {
    return this.#earlier(name).some(
      ({ statement }) =>
        !assigns.includes(name) ||
        statement.kind === "let" ||
        statement.kind === "var" ||
        statement.kind === "expression",
    );
  }

  /** Whether a method of the name may change it. That of an imported module or class is called for what it does. */
  mayHandle(name: string): boolean {
    return this.#earlier(name).some(({ statement }) => statement.kind !== "import");
  }

  /** Whether calling a function may change a taken name: it says so itself, or calls one that does. */
  changesByCall(name: string): boolean {
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    return this.#changeable.definitions(name).some(({ statement }) => {
      const isFunction =
        statement.kind === "function" || (statement.kind === "const" && statement.changes.length > 0);
      return (
        isFunction &&
        (statement.changes.some((one) => this.mayChange(one, statement)) ||
          statement.handles.some((one) => this.mayHandle(one)) ||
          statement.uses.some((one) => this.changesByCall(one)))
      );
    });
  }
}
