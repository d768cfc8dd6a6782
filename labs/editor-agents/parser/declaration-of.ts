import { childrenOf, type SyntaxKinds, type SyntaxNode, type SyntaxTree } from "../trees/syntax-tree.ts";

/** The position of a name that a file declares at its top level, exported or not; undefined when it declares none of that name. */
export function declarationOf(tree: SyntaxTree, name: string, kinds: SyntaxKinds): number | undefined {
  for (const statement of childrenOf(tree)) {
    const names = statement.kind === kinds.VariableStatement ? variables(statement, kinds) : [statement];
    for (const declaration of names) {
      const found = childrenOf(declaration).find(({ kind }) => kind === kinds.Identifier);
      if (found?.text === name && isDeclaration(declaration, kinds)) return found.end - name.length;
    }
  }
  return undefined;
}

/** The variables of a statement that are declared by a name. Those of a pattern are names of properties too, and stay. */
function variables(statement: SyntaxNode, kinds: SyntaxKinds): SyntaxNode[] {
  const list = childrenOf(statement).find(({ kind }) => kind === kinds.VariableDeclarationList);
  return list === undefined
    ? []
    : childrenOf(list).filter((one) => childrenOf(one)[0]?.kind === kinds.Identifier);
}

function isDeclaration({ kind }: SyntaxNode, kinds: SyntaxKinds): boolean {
  return (
    kind === kinds.VariableDeclaration ||
    kind === kinds.FunctionDeclaration ||
    kind === kinds.ClassDeclaration ||
    kind === kinds.InterfaceDeclaration ||
    kind === kinds.TypeAliasDeclaration ||
    kind === kinds.EnumDeclaration
  );
}
