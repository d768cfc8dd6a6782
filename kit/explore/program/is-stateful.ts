import { childNodes } from "@swarmlab/labs/swarm/transfer";
import type { Tree } from "../transform/syntax.ts";

/** Built-in classes whose instances keep no state. */
const FORGETFUL = new Set(["TextEncoder", "TextDecoder", "RegExp", "Symbol"]);

/**
 * Whether top-level statements keep state that a run could change: a variable, an array, a map, a static field. Every thread has its own copy of
 * that state, and every run begins with a fresh one. In doubt the answer is yes, which only costs time.
 *
 * @param isOfLabs - whether it is code of labs, which never changes its tables of constants
 */
export function isStateful(statements: readonly Tree[], isOfLabs = false): boolean {
  return statements.some((statement) => {
    switch (statement.type) {
      case "FunctionDeclaration":
      case "EmptyStatement":
        return false;
      case "ClassDeclaration":
        return hasStatics(statement, isOfLabs);
      case "VariableDeclaration":
        return (
          statement.kind !== "const" ||
          statement.declarations.some(
            (one: Tree) => one.id.type !== "Identifier" || !isConstant(one, statements, isOfLabs),
          )
        );
      default:
        return true;
    }
  });
}

/** Whether a class has static fields. A number in one of them may be counted up. */
function hasStatics(node: Tree, isOfLabs: boolean): boolean {
  return node.body.body.some(
    (one: Tree) =>
      one.type === "StaticBlock" ||
      (one.type === "PropertyDefinition" &&
        one.static &&
        one.key.name !== "module" &&
        !(isOfLabs && isPrimitive(one.value))),
  );
}

/** Whether a tree assigns to a member of one of these functions or classes: `take.count++`, `Pool.free = []`. */
export function changesMembersOf(tree: Tree, names: ReadonlySet<string>): boolean {
  const target =
    tree.type === "AssignmentExpression"
      ? tree.left
      : tree.type === "UpdateExpression"
        ? tree.argument
        : undefined;
  if (target?.type === "MemberExpression" && names.has(target.object.name)) return true;
  for (const child of childNodes(tree)) if (changesMembersOf(child, names)) return true;
  return false;
}

function isConstant(declarator: Tree, statements: readonly Tree[], isOfLabs: boolean): boolean {
  const { init } = declarator;
  if (init === null || isPrimitive(init)) return true;
  switch (init.type) {
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "ClassExpression":
      return !hasStatics(init, isOfLabs);
    case "NewExpression":
      return init.callee.type === "Identifier" && FORGETFUL.has(init.callee.name);
    case "CallExpression":
      return (
        (init.callee.type === "Identifier" && init.callee.name === "Symbol") ||
        (init.callee.type === "MemberExpression" && init.callee.object.name === "Symbol")
      );
    case "ObjectExpression":
    case "ArrayExpression":
      return (
        isOfLabs || statements.every((statement) => isOnlyRead(statement, declarator.id.name, undefined))
      );
    default:
      return false;
  }
}

function isPrimitive(node: Tree | null): boolean {
  switch (node?.type) {
    case undefined:
    case "Literal":
    case "Identifier":
    case "MemberExpression":
      return true;
    case "TemplateLiteral":
      return node?.expressions.every(isPrimitive);
    case "UnaryExpression":
      return isPrimitive(node?.argument);
    case "BinaryExpression":
    case "LogicalExpression":
      return isPrimitive(node?.left) && isPrimitive(node?.right);
    default:
      return false;
  }
}

/** Whether an object is only read from, and never changed, called or passed on. */
function isOnlyRead(node: Tree, name: string, parent: Tree | undefined): boolean {
  if (node.type === "Identifier" && node.name === name) {
    if (parent?.type === "VariableDeclarator" && parent.id === node) return true;
    return parent?.type === "Property" && parent.key === node && !parent.computed && parent.value !== node;
  }
  if (node.type === "MemberExpression" && node.object.type === "Identifier" && node.object.name === name) {
    const isChanged =
      ((parent?.type === "AssignmentExpression" || parent?.type === "ForOfStatement") &&
        parent.left === node) ||
      parent?.type === "UpdateExpression" ||
      (parent?.type === "UnaryExpression" && parent.operator === "delete") ||
      (parent?.type === "CallExpression" && parent.callee === node);
    if (isChanged) return false;
    return !node.computed || isOnlyRead(node.property, name, node);
  }
  for (const child of childNodes(node)) if (!isOnlyRead(child, name, node)) return false;
  return true;
}
