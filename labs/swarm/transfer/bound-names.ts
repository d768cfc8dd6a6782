import type { Node } from "acorn";

/** The parser's tree is plain data; it is read generically, so that syntax nobody thought of is still walked. */
export type Tree = Node & Record<string, unknown>;

function isNode(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && typeof (value as Tree).type === "string";
}

/** The nodes directly below. */
export function* childNodes(node: Tree): Generator<Tree> {
  for (const value of Object.values(node)) {
    if (isNode(value)) yield value;
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) yield item;
  }
}

/** The names that a pattern binds: `a`, `{ a, b: [c = 1] }`, `...rest`. */
export function patternNames(pattern: Tree): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name as string];
    case "ObjectPattern":
      return (pattern.properties as Tree[]).flatMap((one) =>
        patternNames((one.value ?? one.argument) as Tree),
      );
    case "ArrayPattern":
      return (pattern.elements as (Tree | null)[]).flatMap((one) => (one ? patternNames(one) : []));
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

/** The names that `var` (and, in sloppy code, functions in blocks) bind anywhere below, up to the next function. */
export function varNames(node: Tree): string[] {
  if (node.type === "FunctionDeclaration") return patternNames(node.id as Tree);
  if (/Function|Class/.test(node.type)) return [];
  const own =
    node.type === "VariableDeclaration" && node.kind === "var"
      ? (node.declarations as Tree[]).flatMap((one) => patternNames(one.id as Tree))
      : [];
  return [...own, ...[...childNodes(node)].flatMap(varNames)];
}
