import { type TypeScript, ts } from "./typescript.ts";

/** What a statement may do to names that it does not declare. */
export interface Effects {
  /** Names that it assigns to, or whose members it sets. */
  readonly changes: readonly string[];
  /** Names of which it calls a member. */
  readonly handles: readonly string[];
}

export const NO_EFFECTS: Effects = { changes: [], handles: [] };

/** Functions of `Object` and `Reflect` that change their first argument. */
const CHANGERS = new Set([
  ...[
    "assign",
    "defineProperty",
    "defineProperties",
    "setPrototypeOf",
    "freeze",
    "seal",
    "preventExtensions",
  ],
  ...["set", "deleteProperty"],
]);

/** The effects of a statement, those of the functions in it among them. @param free - the names that it does not declare inside itself */
export function effectsOf(statement: TypeScript.Node, free: ReadonlySet<string>): Effects {
  const changes = new Set<string>();
  const handles = new Set<string>();
  const visit = (node: TypeScript.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node))
      for (const one of rootsOf(node.left)) changes.add(one);
    if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isCount(node.operator))
      for (const one of rootsOf(node.operand)) changes.add(one);
    if (ts.isDeleteExpression(node)) for (const one of rootsOf(node.expression)) changes.add(one);
    if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    )
      for (const one of rootsOf(node.initializer)) changes.add(one);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      const [first] = node.arguments;
      const isChanger =
        ts.isIdentifier(expression) &&
        /^(?:Object|Reflect)$/.test(expression.text) &&
        CHANGERS.has(name.text);
      if (isChanger && first) for (const one of rootsOf(first)) changes.add(one);
      else for (const one of rootsOf(expression)) handles.add(one);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  const isFree = (name: string) => free.has(name);
  return { changes: [...changes].filter(isFree).sort(), handles: [...handles].filter(isFree).sort() };
}

function isAssignment({ operatorToken }: TypeScript.BinaryExpression): boolean {
  return (
    operatorToken.kind >= ts.SyntaxKind.FirstAssignment && operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

const isCount = (operator: TypeScript.SyntaxKind) =>
  operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;

/** The names in which a target begins: `a` in `a.b[c]`, `a` and `b` in `[a, b.c]`. */
function rootsOf(node: TypeScript.Node): string[] {
  const inner = bare(node);
  if (ts.isIdentifier(inner)) return [inner.text];
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return rootsOf(inner.expression);
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.flatMap(rootsOf);
  if (ts.isSpreadElement(inner)) return rootsOf(inner.expression);
  if (ts.isBinaryExpression(inner)) return rootsOf(inner.left);
  if (ts.isObjectLiteralExpression(inner))
    return inner.properties.flatMap((one) => {
      if (ts.isShorthandPropertyAssignment(one)) return [one.name.text];
      if (ts.isPropertyAssignment(one)) return rootsOf(one.initializer);
      return ts.isSpreadAssignment(one) ? rootsOf(one.expression) : [];
    });
  return [];
}

/** An expression without brackets and types around it. */
function bare(node: TypeScript.Node): TypeScript.Node {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node);
  return isWrapped ? bare(node.expression) : node;
}
