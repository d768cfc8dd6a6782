import type { FreeName } from "./free-names.ts";

/** A function or class that travels as source. */
export interface Definition {
  readonly name: string;
  readonly text: string;
  readonly isClass: boolean;
  /** The names it refers to without defining them. */
  readonly names: ReadonlyMap<string, FreeName>;
}

/** A second name for what travels under a first one. */
export function alias(name: string, first: string): Definition {
  const needs: FreeName = { name: first, members: new Set([undefined]), eager: true, onlyTypeof: false };
  return { name, text: first, isClass: false, names: new Map([[first, needs]]) };
}

/**
 * An order in which all can be evaluated: what a class needs while it is being defined (`extends`, static fields)
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
