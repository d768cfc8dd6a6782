/** One node of a syntax tree, however the tree is stored. */
export interface SyntaxNode {
  /** A number of TypeScript's `SyntaxKind`. */
  readonly kind: number;
  /** Where the node begins, in UTF-16 units from the start of the file, with the space and comments before it. */
  readonly pos: number;
  readonly end: number;
  /** The text of a name or a literal; undefined for other nodes. */
  readonly text?: string | undefined;
  forEachChild(visit: (child: SyntaxNode) => void): void;
}

/** The syntax tree of one file. */
export interface SyntaxTree extends SyntaxNode {
  /** The absolute path of the file, with `/`. */
  readonly fileName: string;
  /** The whole text of the file. */
  readonly text: string;
  /** The texts in all imports and exports of the file, `import()` included: `"./median.ts"`, `"node:fs"`. */
  readonly specifiers: readonly string[];
  /** The node at an index of the file's table. Only trees in shared memory have one. */
  nodeAt?(index: number): SyntaxNode;
}

/** The numbers of TypeScript's `SyntaxKind` that this room uses. They differ between versions of TypeScript. */
export type SyntaxKinds = Readonly<Record<(typeof SYNTAX_KINDS)[number], number>>;

export const SYNTAX_KINDS = [
  "ClassDeclaration",
  "DefaultKeyword",
  "EnumDeclaration",
  "ExportAssignment",
  "ExportDeclaration",
  "ExportKeyword",
  "ExportSpecifier",
  "FunctionDeclaration",
  "Identifier",
  "ImportClause",
  "ImportDeclaration",
  "ImportSpecifier",
  "InterfaceDeclaration",
  "ModuleDeclaration",
  "NamedExports",
  "NamedImports",
  "NamespaceExport",
  "NamespaceImport",
  "PropertyAccessExpression",
  "QualifiedName",
  "ShorthandPropertyAssignment",
  "BindingElement",
  "StringLiteral",
  "TypeAliasDeclaration",
  "VariableDeclaration",
  "VariableDeclarationList",
  "VariableStatement",
] as const;

/** The children of a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  // The braces matter: a visitor that returns something ends TypeScript's own walk.
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}
