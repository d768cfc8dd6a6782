import type { Occurrence } from "../bus/messages.ts";
import type { KnownTrees } from "../graph/known-trees.ts";
import type { SyntaxKinds, SyntaxNode, SyntaxTree } from "../trees/syntax-tree.ts";
import type { NodePlace } from "../trees/typescript-unstable.ts";

/**
 * The places of a name, read from the trees in shared memory: the compiler says "node 6 of median.ts", and the node is
 * where it lies. Places that call it by another name, as after `import { median as middle }`, are left as they are.
 */
export function findOccurrences(
  trees: KnownTrees,
  kinds: SyntaxKinds,
  name: string,
  places: readonly NodePlace[],
): Occurrence[] {
  const found = new Map<string, Occurrence>();
  for (const { path, index } of places) {
    const tree = trees.tree(path);
    const node = tree?.nodeAt?.(index);
    if (tree === undefined || node?.text !== name || node.kind !== kinds.Identifier) continue;
    const occurrence = occurrenceOf(tree, node, name, kinds);
    found.set(`${occurrence.start} ${occurrence.file}`, occurrence);
  }
  return [...found.values()].sort((one, other) =>
    one.file === other.file ? one.start - other.start : one.file < other.file ? -1 : 1,
  );
}

function occurrenceOf(tree: SyntaxTree, node: SyntaxNode, name: string, kinds: SyntaxKinds): Occurrence {
  const start = node.end - name.length;
  const lineStart = tree.text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = tree.text.indexOf("\n", start);
  return {
    file: tree.fileName,
    start,
    end: node.end,
    line: tree.text.slice(0, start).split("\n").length,
    column: start - lineStart + 1,
    text: tree.text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd).trim(),
    before: isShorthand(node, kinds) ? `${name}: ` : "",
  };
}

/** Whether a name stands for a property and its value, as in `{ median }`. */
function isShorthand(node: SyntaxNode, kinds: SyntaxKinds): boolean {
  // TypeScript's nodes know their parent; a tree that came as data has none, and is never asked for a place.
  const { parent } = node as SyntaxNode & { readonly parent?: SyntaxNode };
  return parent?.kind === kinds.ShorthandPropertyAssignment;
}
