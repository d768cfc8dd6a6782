import { childNodes, type Tree } from "./syntax-tree.ts";

/** The names that a pattern binds: `a`, `{ a, b: [c = 1] }`, `...rest`. */
export function patternNames(pattern: Tree | null | undefined): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name as string];
    case "ObjectPattern":
      return (pattern.properties as Tree[]).flatMap((one) =>
        patternNames((one.value ?? one.argument) as Tree),
      );
    case "ArrayPattern":
      return (pattern.elements as (Tree | null)[]).flatMap(patternNames);
    case "AssignmentPattern":
      return patternNames(pattern.left as Tree);
    case "RestElement":
      return patternNames(pattern.argument as Tree);
    default:
      return [];
  }
}

/** The names that `let`, `const`, `class` and `function` bind directly in a list of statements. */
export function lexicalNames(statements: readonly (Tree | undefined)[]): string[] {
  return statements.flatMap((statement) => {
    if (statement?.type === "VariableDeclaration") {
      return (statement.declarations as Tree[]).flatMap((one) => patternNames(one.id as Tree));
    }
    const isNamed = statement?.type === "FunctionDeclaration" || statement?.type === "ClassDeclaration";
    return isNamed ? patternNames(statement.id as Tree) : [];
  });
}

/** The names that `var` binds anywhere below, up to the next function. In sloppy code functions in blocks bind names too. */
export function varNames(node: Tree): string[] {
  if (node.type === "FunctionDeclaration") return patternNames(node.id as Tree);
  if (/Function|Class/.test(node.type)) return [];
  const own =
    node.type === "VariableDeclaration" && node.kind === "var"
      ? (node.declarations as Tree[]).flatMap((one) => patternNames(one.id as Tree))
      : [];
  return [...own, ...[...childNodes(node)].flatMap(varNames)];
}
