import { childrenOf, type SyntaxKinds, type SyntaxNode } from "../trees/syntax-tree.ts";

/** A name that a statement exports, and where it stands. */
interface ExportedName {
  readonly name: string;
  readonly pos: number;
}

/** The names that a declaration at the top of a module exports: `export const a = 1, b = 2` gives two. */
export function exportedDeclarations(statement: SyntaxNode, kinds: SyntaxKinds): ExportedName[] {
  if (statement.kind === kinds.ExportAssignment) return [{ name: "default", pos: statement.end - 1 }];
  const children = childrenOf(statement);
  if (!children.some(({ kind }) => kind === kinds.ExportKeyword)) return [];
  if (children.some(({ kind }) => kind === kinds.DefaultKeyword))
    return [{ name: "default", pos: statement.end - 1 }];
  if (statement.kind === kinds.VariableStatement)
    return children
      .filter(({ kind }) => kind === kinds.VariableDeclarationList)
      .flatMap((list) => childrenOf(list))
      .flatMap((declaration) => boundNames(childrenOf(declaration)[0], kinds));
  const isDeclaration =
    statement.kind === kinds.FunctionDeclaration ||
    statement.kind === kinds.ClassDeclaration ||
    statement.kind === kinds.InterfaceDeclaration ||
    statement.kind === kinds.TypeAliasDeclaration ||
    statement.kind === kinds.EnumDeclaration ||
    statement.kind === kinds.ModuleDeclaration;
  const name = isDeclaration ? children.find(({ kind }) => kind === kinds.Identifier) : undefined;
  return boundNames(name, kinds);
}

/** The names that a variable's name or pattern binds. */
function boundNames(target: SyntaxNode | undefined, kinds: SyntaxKinds): ExportedName[] {
  if (target === undefined) return [];
  if (target.kind === kinds.Identifier)
    return target.text === undefined ? [] : [{ name: target.text, pos: target.end - target.text.length }];
  return childrenOf(target)
    .filter(({ kind }) => kind === kinds.BindingElement)
    .flatMap((element) => {
      const parts = childrenOf(element);
      // `{ a: b = 1 }` binds b, `{ a = 1 }` and `[a]` bind a: the last name or pattern before the default.
      const names = parts.filter(({ kind }, index) => index < 2 && kind === kinds.Identifier);
      const nested = parts.find((part) => childrenOf(part).some(({ kind }) => kind === kinds.BindingElement));
      return boundNames(nested ?? names.at(-1), kinds);
    });
}
