import type { Place } from "./place.ts";
import { siteOf } from "./place.ts";
import {
  assign,
  binary,
  call,
  changeChildren,
  conditional,
  id,
  literal,
  suspend,
  type Tree,
} from "./syntax.ts";

export type Visitor = (node: Tree, place: Place) => Tree;

const visitors = new Map<string, Visitor>();

/** Registers the visitor of some kinds of nodes. `transform.ts` imports every file that does so. */
export function define(types: readonly string[], visitor: Visitor): void {
  for (const type of types) visitors.set(type, visitor);
}

/** Transforms one node and all below it. */
export function visit(node: Tree, place: Place): Tree {
  const visitor = visitors.get(node.type);
  return visitor ? visitor(node, place) : visitChildren(node, place);
}

export function visitChildren(node: Tree, place: Place): Tree {
  return changeChildren(node, (child) => visit(child, place));
}

/**
 * The value of an expression that may access shared memory: `($t = …) instanceof $S ? yield $t : $t`. Code that cannot be suspended drives the
 * expression to its end at once.
 */
export function mayWait(expression: Tree, place: Place): Tree {
  if (!place.resumable) return call("$drive", expression);
  return conditional(
    binary("instanceof", assign(id("$t"), expression), id("$S")),
    suspend(id("$t")),
    id("$t"),
  );
}

/** The index of a node's place, as an argument. */
export function site(node: Tree, place: Place): Tree {
  return literal(siteOf(node, place));
}
