import { type TypeScript, ts } from "./typescript.ts";

/** What a statement may do to names that it does not declare. */
export interface Effects {
  /** Names that it assigns to, or whose members it sets. */
  readonly changes: readonly string[];
  /** Those of them that it assigns to. */
  readonly assigns: readonly string[];
  /** Names of which it calls a member. */
  readonly handles: readonly string[];
}

export const NO_EFFECTS: Effects = { changes: [], assigns: [], handles: [] };

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
  const assigns = new Set<string>();
  const handles = new Set<string>();
  const assign = (target: TypeScript.Node): void => {
    for (const one of rootsOf(target)) changes.add(one);
    const inner = bare(target);
    if (ts.isIdentifier(inner)) assigns.add(inner.text);
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node)) assign(node.left);
    if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isCount(node.operator))
      assign(node.operand);
    if (ts.isDeleteExpression(node)) for (const one of rootsOf(node.expression)) changes.add(one);
    if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    )
      assign(node.initializer);
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
  const freeOf = (names: ReadonlySet<string>) => [...names].filter((name) => free.has(name)).sort();
  return { changes: freeOf(changes), assigns: freeOf(assigns), handles: freeOf(handles) };
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
