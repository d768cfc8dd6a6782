import { childrenOf, type SyntaxNode, type SyntaxTree } from "./syntax-tree.ts";

/** A node as JSON: kind, start, end, text (null without one), children. */
type JsonNode = readonly [kind: number, pos: number, end: number, text: string | null, children: JsonNode[]];

/** A file's tree as processes pass it, because they share no memory. */
export interface JsonTree {
  readonly fileName: string;
  readonly text: string;
  readonly specifiers: readonly string[];
  readonly nodes: readonly JsonNode[];
}

/** The tree as plain data, short enough to be fair to JSON: arrays without names. */
export function treeToData(tree: SyntaxTree): JsonTree {
  const { fileName, text, specifiers } = tree;
  return { fileName, text, specifiers, nodes: childrenOf(tree).map(nodeToData) };
}

/** The tree of plain data. */
export function treeFromData({ fileName, text, specifiers, nodes }: JsonTree, kind: number): SyntaxTree {
  return {
    fileName,
    text,
    specifiers,
    kind,
    pos: 0,
    end: text.length,
    forEachChild: (visit) => {
      for (const node of nodes) visit(new DataNode(node));
    },
  };
}

function nodeToData(node: SyntaxNode): JsonNode {
  return [node.kind, node.pos, node.end, node.text ?? null, childrenOf(node).map(nodeToData)];
}

class DataNode implements SyntaxNode {
  readonly #data: JsonNode;

  constructor(data: JsonNode) {
    this.#data = data;
  }

  get kind(): number {
    return this.#data[0];
  }

  get pos(): number {
    return this.#data[1];
  }

  get end(): number {
    return this.#data[2];
  }

  get text(): string | undefined {
    return this.#data[3] ?? undefined;
  }

  forEachChild(visit: (child: SyntaxNode) => void): void {
    for (const child of this.#data[4]) visit(new DataNode(child));
  }
}
