import { type DefiningCell, type Definition, textOf } from "./definitions.ts";

type Statement = Definition["statement"];
type Definitions = ReadonlyMap<string, readonly Definition[]>;

/**
 * Sorts definitions and the statements that change them as the cells stand; each stands behind the definitions that it needs when it is evaluated.
 * All stand in front of the graded cell, but those that use the graded cell and come from a cell below it. Chains of definitions may be as long as
 * a notebook, so nothing here calls itself.
 */
export function inOrder(
  definitions: Definitions,
  changes: readonly Definition[],
  own: DefiningCell,
  ownNames: ReadonlySet<string>,
): { before: Definition[]; after: Definition[] } {
  const all = [...[...definitions.values()].flat(), ...changes];
  all.sort((a, b) => a.cell.order - b.cell.order || a.statement.start - b.statement.start);
  const needingOwn = statementsThatNeed(ownNames, definitions, all);
  const before: Definition[] = [];
  const after: Definition[] = [];
  for (const definition of behindTheirNeeds(all, definitions)) {
    const { statement, cell } = definition;
    (needingOwn.has(statement) && cell.order > own.order ? after : before).push(definition);
  }
  return { before: once(before), after: once(after) };
}

/** The statements that use one of the names, directly or through definitions. */
function statementsThatNeed(
  names: ReadonlySet<string>,
  definitions: Definitions,
  all: readonly Definition[],
): Set<Statement> {
  const users = new Map<string, Statement[]>();
  for (const statement of new Set(all.map((one) => one.statement))) {
    for (const name of statement.uses) {
      const known = users.get(name);
      if (known) known.push(statement);
      else users.set(name, [statement]);
    }
  }
  const defines = new Map<Statement, string[]>();
  for (const [name, found] of definitions) {
    for (const { statement } of found) {
      const known = defines.get(statement);
      if (known) known.push(name);
      else defines.set(statement, [name]);
    }
  }
  const needing = new Set<Statement>();
  const open = [...names];
  const seen = new Set(open);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const statement of users.get(name) ?? []) {
      if (needing.has(statement)) continue;
      needing.add(statement);
      for (const defined of defines.get(statement) ?? []) {
        if (seen.has(defined)) continue;
        seen.add(defined);
        open.push(defined);
      }
    }
  }
  return needing;
}

/** Each statement once, behind the definitions that it needs when it is evaluated; of an import, once for each needed name. */
function behindTheirNeeds(all: readonly Definition[], definitions: Definitions): Definition[] {
  const placed: Definition[] = [];
  const entered = new Set<Statement | Definition>();
  const names = new Set<string>();
  const enter = (definition: Definition): boolean => {
    const key = definition.statement.kind === "import" ? definition : definition.statement;
    return !entered.has(key) && entered.add(key).has(key);
  };
  function* neededBy({ statement }: Definition): Generator<Definition> {
    // A function looks its names up when it is called.
    if (statement.kind === "function") return;
    for (const name of statement.uses) {
      if (names.has(name)) continue;
      names.add(name);
      yield* definitions.get(name) ?? [];
    }
  }
  for (const first of all) {
    if (!enter(first)) continue;
    const path = [{ definition: first, needs: neededBy(first) }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.needs.next();
      if (next.done) {
        placed.push(top.definition);
        path.pop();
      } else if (enter(next.value)) path.push({ definition: next.value, needs: neededBy(next.value) });
    }
  }
  return placed;
}

function once(definitions: readonly Definition[]): Definition[] {
  const texts = new Set<string>();
  return definitions.filter((definition) => {
    const { text, line } = textOf(definition);
    const key = `${definition.cell.label} ${line} ${text}`;
    return !texts.has(key) && texts.add(key);
  });
}
