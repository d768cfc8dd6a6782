import type { AssemblyBudget } from "./assembly-budget.ts";
import { beginOf } from "./begin-of.ts";
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

/** The statements of a helper cell that may change what other cells define. */
export function changeCandidates(cell: DefiningCell): Definition[] {
  return cell.statements
    .filter(
      ({ kind, declares }) => kind === "augmentation" || (kind === "expression" && declares.length === 0),
    )
    .map((statement) => ({ cell, statement, names: [] }));
}

/**
 * Whether a statement of a helper cell changes what is taken for the check: it assigns to it or to a member, calls a method of it or a function that
 * changes it, or changes a part of the language. A statement that stands in front of a definition does not change it.
 *
 * @throws AssemblyError when the notebook's steps are used up
 */
export function isChanging(
  { cell, statement }: Definition,
  changeable: Changeable,
  budget: AssemblyBudget,
): boolean {
  // Its text is read as well.
  budget.spend(1 + ((statement.end - statement.start) >> 6));
  if (statement.kind === "augmentation") return true;
  const looker = new Looker(changeable, cell, statement, budget);
  return (
    statement.changes.some((name) =>
      changeable.isDeclared(name)
        ? looker.mayChange(name, statement)
        : isGlobal(name) && !putsBack(cell, statement),
    ) ||
    (!isAwaitedCall(cell, statement) && statement.handles.some((name) => looker.mayHandle(name))) ||
    statement.uses.some((name) => looker.changesByCall(name))
  );
}

/** A change of the language in `try { … } finally { … }` is put back at its end. */
function putsBack(cell: DefiningCell, statement: Statement): boolean {
  return beginsWith(/try\b/y, cell, statement) && /\bfinally\b/.test(textIn(cell, statement));
}

/** A statement that is one awaited call runs something, as `await pool.run()` does. */
function isAwaitedCall(cell: DefiningCell, statement: Statement): boolean {
  return beginsWith(/await\b/y, cell, statement);
}

const textIn = ({ source }: DefiningCell, { start, end }: Statement) => source.slice(start, end);

/** @param pattern - with the flag `y` */
function beginsWith(pattern: RegExp, cell: DefiningCell, statement: Statement): boolean {
  const text = textIn(cell, statement);
  pattern.lastIndex = beginOf(text);
  return pattern.test(text);
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
      [...statement.changes, ...statement.handles].some(isTaken) &&
      !beginsWith(/console\./y, cell, statement),
  );
}

/** Looks from one statement at what it may change. */
class Looker {
  readonly #changeable: Changeable;
  readonly #cell: DefiningCell;
  readonly #start: number;
  readonly #seen = new Set<string>();
  readonly #budget: AssemblyBudget;

  constructor(changeable: Changeable, cell: DefiningCell, { start }: Statement, budget: AssemblyBudget) {
    this.#changeable = changeable;
    this.#budget = budget;
    this.#cell = cell;
    this.#start = start;
  }

  /** The taken definitions of a name that stand in front of the statement. */
  #earlier(name: string): Definition[] {
    const taken = this.#changeable.taken(name);
    this.#budget.spend(1 + taken.length);
    return taken.filter(
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
  changesByCall(first: string): boolean {
    const open = [first];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      this.#budget.spend();
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      for (const { statement } of this.#changeable.definitions(name)) {
        this.#budget.spend();
        const isFunction =
          statement.kind === "function" || (statement.kind === "const" && statement.changes.length > 0);
        if (!isFunction) continue;
        if (
          statement.changes.some((one) => this.mayChange(one, statement)) ||
          statement.handles.some((one) => this.mayHandle(one))
        )
          return true;
        this.#budget.spend(statement.uses.length);
        for (const one of statement.uses) if (!this.#seen.has(one)) open.push(one);
      }
    }
    return false;
  }
}
