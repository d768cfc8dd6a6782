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

/** Says what becomes of nodes of some kinds. Every file of this folder that does so is imported by `index.ts`. */
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
 * What an expression is worth that may come to an access to shared memory: `($t = …) instanceof $S ? yield $t : $t`. Where the code
 * cannot be suspended it is driven to its end at once.
 */
export function mayWait(expression: Tree, place: Place): Tree {
  if (!place.resumable) return call("$drive", expression);
  return conditional(
    binary("instanceof", assign(id("$t"), expression), id("$S")),
    suspend(id("$t")),
    id("$t"),
  );
}

/** The number of a place as an argument. */
export function site(node: Tree, place: Place): Tree {
  return literal(siteOf(node, place));
}
