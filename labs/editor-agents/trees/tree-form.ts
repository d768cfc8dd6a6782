import { type JsonTree, treeFromData, treeToData } from "./json-trees.ts";
import { openTrees, packTrees } from "./shared-trees.ts";
import type { SyntaxKinds, SyntaxTree } from "./syntax-tree.ts";
import type { TreeReader } from "./typescript-unstable.ts";

/** How trees go from the parser to the other agents. */
export interface TreeForm {
  readonly kinds: SyntaxKinds;
  /** From the compiler's tables to what is sent. */
  pack(tables: readonly Uint8Array[]): SharedArrayBuffer | JsonTree[];
  /** From what was received to trees. */
  open(pack: SharedArrayBuffer | readonly JsonTree[]): SyntaxTree[];
}

/** Trees in memory that all threads share. */
export function sharedForm(reader: TreeReader): TreeForm {
  return {
    kinds: reader.kinds,
    pack: packTrees,
    // Threads send each other nothing but what `pack` made.
    open: (pack) => openTrees(pack as SharedArrayBuffer, reader),
  };
}

/** Trees as plain data, for processes. */
export function jsonForm(reader: TreeReader): TreeForm {
  const { kinds } = reader;
  return {
    kinds,
    pack: (tables) => tables.map((table) => treeToData(reader.open(table))),
    // Processes send each other nothing but what `pack` made.
    open: (pack) => (pack as readonly JsonTree[]).map((tree) => treeFromData(tree, kinds.Identifier)),
  };
}
