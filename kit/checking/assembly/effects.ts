import type { DefiningCell, Definition } from "./definitions.ts";

/** Parts of the language that a statement may change for all cells, as `Number.prototype` or `globalThis`. */
const isGlobal = (name: string) => Object.hasOwn(globalThis, name) && name !== "console";

/** What helper statements may change. */
export interface Changeable {
  /** Whether the learner's name is part of what is graded. */
  isTaken(name: string): boolean;
  /** Whether the learner declares the name at all; other names are the language's. */
  isDeclared(name: string): boolean;
  /** The definitions of a name in the learner's cells. */
  definitions(name: string): readonly Definition[];
}

/**
 * The statements of a helper cell that change what is taken for the check: they assign to it or to a member, call a method of it or a function that
 * changes it, or change a part of the language.
 */
export function changingStatements(cell: DefiningCell, changeable: Changeable): Definition[] {
  return cell.statements
    .filter(({ kind, declares, ...statement }) => {
      if (kind === "augmentation") return true;
      if (kind !== "expression" || declares.length > 0) return false;
      const { changes, handles, uses } = statement;
      return (
        changes.some((name) => (changeable.isDeclared(name) ? changeable.isTaken(name) : isGlobal(name))) ||
        (!statement.awaits && handles.some((name) => isHandled(name, changeable))) ||
        uses.some((name) => changesByCall(name, changeable, new Set()))
      );
    })
    .map((statement) => ({ cell, statement, names: [] }));
}

/** The statements of a helper cell that may change something, and are not among the taken ones. */
export function leftOutStatements(
  cell: DefiningCell,
  taken: ReadonlySet<unknown>,
  isDeclared: (name: string) => boolean,
) {
  return cell.statements.filter(
    (statement) =>
      statement.kind === "expression" &&
      !taken.has(statement) &&
      [...statement.changes, ...statement.handles].some(isDeclared),
  );
}

/** Whether a method of the name may change it. That of an imported module or class is called for what it does. */
function isHandled(name: string, { isDeclared, isTaken, definitions }: Changeable): boolean {
  return (
    isDeclared(name) &&
    isTaken(name) &&
    !definitions(name).some(({ statement }) => statement.kind === "import")
  );
}

/** Whether calling a taken function may change a taken name: it says so itself, or calls one that does. */
function changesByCall(name: string, changeable: Changeable, seen: Set<string>): boolean {
  if (seen.has(name) || !changeable.isDeclared(name)) return false;
  seen.add(name);
  return changeable.definitions(name).some(({ statement }) => {
    if (statement.kind !== "function" && statement.kind !== "const") return false;
    if (statement.kind === "const" && statement.changes.length === 0) return false;
    return (
      statement.changes.some((one) => changeable.isDeclared(one) && changeable.isTaken(one)) ||
      statement.handles.some((one) => isHandled(one, changeable)) ||
      statement.uses.some((one) => changesByCall(one, changeable, seen))
    );
  });
}
