import { type FreeNames, freeNames } from "./free-names.ts";
import { type AnyFunction, type ReadSource, readSource, type UnreadableSource } from "./read-source.ts";
import type { Tree } from "./syntax-tree.ts";

/** A source with the names that it leaves open. */
type WholeSource = ReadSource & { readonly free: FreeNames };

/** Stands for a tree that is not kept, because it takes a hundred times the memory of its text. */
const NO_TREE: Tree = Object.freeze({ type: "NotKept" });

const known = new WeakMap<AnyFunction, WholeSource | UnreadableSource>();

/**
 * Reads the source of a function or class, and parses it only the first time: a function's text never changes, and parsing
 * costs more than a tiny agent. The values that it refers to are not part of it. The trees are missing.
 */
export function readOnce(value: AnyFunction): WholeSource | UnreadableSource {
  let source = known.get(value);
  if (source === undefined) {
    source = withoutTrees(readSource(value));
    known.set(value, source);
  }
  return source;
}

function withoutTrees(source: ReadSource | UnreadableSource): WholeSource | UnreadableSource {
  if ("problem" in source) return source;
  return { ...source, expression: NO_TREE, tree: NO_TREE, free: freeNames(source.expression) };
}
