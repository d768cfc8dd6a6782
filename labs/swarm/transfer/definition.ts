import { type FreeName, freeNames } from "./free-names.ts";
import type { AnyFunction, ReadSource } from "./read-source.ts";
import { parseExpression, type Tree } from "./syntax-tree.ts";

/** A function or class that is transferred as source. */
export interface Definition extends ReadSource {
  readonly kind: "definition";
  readonly name: string;
  /** The name that messages use for it. */
  readonly path: string;
  /** The function or class itself; undefined where only its text was given. */
  readonly value: AnyFunction | undefined;
  /** The names that it refers to and does not define. */
  readonly names: ReadonlyMap<string, FreeName>;
}

/** Defines a second name for a definition. */
export function alias(name: string, first: string): Definition {
  const tree = parseExpression(first) as Tree;
  const eager = [...freeNames(tree).names];
  return {
    kind: "definition",
    name,
    path: name,
    value: undefined,
    source: first,
    text: first,
    expression: tree,
    tree,
    shift: 0,
    isClass: false,
    names: new Map(eager),
  };
}

/**
 * The definitions in an order in which all can be evaluated. What a class needs while it is being defined (`extends`, static fields)
 * comes before it. Functions may come in any order, because they look their names up when they are called.
 */
export function inOrder(definitions: ReadonlyMap<string, Definition>): Definition[] {
  const ordered = new Set<Definition>();
  const visited = new Set<string>();
  const visit = (definition: Definition, isCalled: boolean) => {
    const key = `${definition.name} ${isCalled}`;
    if (visited.has(key)) return;
    visited.add(key);
    for (const free of definition.names.values()) {
      // A function that a static field calls may need all that it refers to.
      if (!free.eager && !isCalled) continue;
      for (const name of free.name === "exports" ? free.members : [free.name]) {
        const needed = definitions.get(name as string);
        if (needed !== undefined && needed !== definition) visit(needed, free.eager || isCalled);
      }
    }
    ordered.add(definition);
  };
  for (const definition of definitions.values()) visit(definition, false);
  return [...ordered];
}
