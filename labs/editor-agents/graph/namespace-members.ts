import { childrenOf, type SyntaxKinds, type SyntaxNode } from "../trees/syntax-tree.ts";

/**
 * The members of a namespace import that a module names: `["sum"]` for `import * as maths …; maths.sum(1)`. It is `["*"]`
 * when the object itself is passed on, because then the members that are used are unknown.
 */
export function namespaceMembers(tree: SyntaxNode, local: string, kinds: SyntaxKinds): string[] {
  const members = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (node.kind === kinds.NamespaceImport) return;
    if (node.kind === kinds.Identifier && node.text === local) members.add("*");
    const [object, member, ...rest] = childrenOf(node);
    const isMember = node.kind === kinds.PropertyAccessExpression || node.kind === kinds.QualifiedName;
    if (
      isMember &&
      object?.text === local &&
      object.kind === kinds.Identifier &&
      member?.text !== undefined
    ) {
      members.add(member.text);
      rest.forEach(visit);
    } else node.forEachChild(visit);
  };
  visit(tree);
  return members.has("*") ? ["*"] : [...members];
}
