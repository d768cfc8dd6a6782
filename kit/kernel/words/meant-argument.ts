import { type TypeScript, ts } from "../compile/typescript.ts";

/**
 * Where the argument stands that does not fit the overload that was meant. The compiler points at the whole call when its overloads fail at
 * different arguments.
 *
 * @param start - where the compiler points
 * @param type - the type of the argument, as the compiler writes it
 * @returns the argument's position; undefined when several arguments may be of that type, or none
 */
export function meantArgument(
  file: TypeScript.SourceFile | undefined,
  start: number,
  type: string,
): number | undefined {
  const call = file && callAt(file, file, start);
  const fitting = call?.arguments?.filter((argument) => mayBeOf(argument, type));
  return fitting?.length === 1 ? fitting[0]?.getStart(file) : undefined;
}

function callAt(
  node: TypeScript.Node,
  file: TypeScript.SourceFile,
  start: number,
): TypeScript.CallExpression | TypeScript.NewExpression | undefined {
  if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.getStart(file) === start) return node;
  return ts.forEachChild(node, (child) =>
    child.getStart(file) <= start && start < child.end ? callAt(child, file, start) : undefined,
  );
}

/** Whether an argument may have a type, judged by its text alone. */
function mayBeOf(argument: TypeScript.Expression, type: string): boolean {
  if (ts.isStringLiteralLike(argument)) return type === "string" || type === JSON.stringify(argument.text);
  if (ts.isTemplateExpression(argument)) return type === "string";
  if (ts.isNumericLiteral(argument)) return type === "number" || type === argument.text;
  if (ts.isBigIntLiteral(argument)) return type === "bigint" || type === argument.text;
  if (ts.isObjectLiteralExpression(argument)) return type.startsWith("{");
  if (ts.isArrayLiteralExpression(argument)) return type.endsWith("]");
  if (ts.isArrowFunction(argument) || ts.isFunctionExpression(argument)) return type.includes("=>");
  if (ts.isNewExpression(argument)) return type.startsWith(argument.expression.getText());
  if (ts.isIdentifier(argument) && /^[A-Z]/.test(argument.text)) return type === `typeof ${argument.text}`;
  // Of a variable or a call only the compiler knows the type.
  return true;
}
