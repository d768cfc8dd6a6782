import { childNodes } from "@swarmlab/labs/swarm/transfer";
import type { Tree } from "../transform/syntax.ts";

/** Built-in classes whose instances keep no state. */
const FORGETFUL = new Set(["TextEncoder", "TextDecoder", "RegExp", "Symbol"]);
/** Built-in collections, which may be tables of constants. */
const COLLECTIONS = new Set(["Set", "Map"]);
/** What asks a collection and never changes it. */
const QUESTIONS = new Set(["has", "size"]);
/** What changes a collection. */
const CHANGES = new Set(["add", "set", "delete", "clear"]);

/**
 * Whether top-level statements keep state that a run could change: a variable, an array, a map, a static field. Every thread has its own copy of
 * that state, and every run begins with a fresh one. In doubt the answer is yes, which only costs time.
 *
 * @param isOfLabs - whether it is code of labs, which never changes its tables of constants
 * @param exported - names that other modules see, who may change what they hold
 */
export function isStateful(
  statements: readonly Tree[],
  isOfLabs = false,
  exported: ReadonlySet<string> = new Set(),
): boolean {
  const code: Code = { statements, isOfLabs, exported };
  return statements.some((statement) => {
    switch (statement.type) {
      case "FunctionDeclaration":
      case "EmptyStatement":
        return false;
      case "ClassDeclaration":
        return hasStatics(statement, isOfLabs);
      case "VariableDeclaration":
        return (
          statement.kind !== "const" || statement.declarations.some((one: Tree) => !isConstant(one, code))
        );
      default:
        return true;
    }
  });
}

interface Code {
  readonly statements: readonly Tree[];
  readonly isOfLabs: boolean;
  readonly exported: ReadonlySet<string>;
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

function isConstant({ id, init }: Tree, code: Code): boolean {
  // Names that are taken out of an object: `const { keys } = Object`.
  if (id.type !== "Identifier") return isPlainPattern(id) && init?.type === "Identifier";
  if (init === null || isPrimitive(init)) return true;
  const { isOfLabs, statements } = code;
  switch (init.type) {
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return true;
    case "ClassExpression":
      return !hasStatics(init, isOfLabs);
    case "NewExpression":
      if (init.callee.type !== "Identifier") return false;
      return (
        FORGETFUL.has(init.callee.name) || (COLLECTIONS.has(init.callee.name) && isTable(id.name, init, code))
      );
    case "CallExpression":
      return (
        (init.callee.type === "Identifier" && init.callee.name === "Symbol") ||
        (init.callee.type === "MemberExpression" && init.callee.object.name === "Symbol")
      );
    case "ObjectExpression":
    case "ArrayExpression":
      return (
        isOfLabs ||
        (isFlat(init) &&
          !code.exported.has(id.name) &&
          statements.every((statement) => isOnlyRead(statement, id.name, undefined)))
      );
    default:
      return false;
  }
}

/** Whether an object or array holds nothing that could be changed in its turn: `table.list.push(1)`. */
function isFlat(init: Tree): boolean {
  const values: (Tree | null)[] =
    init.type === "ArrayExpression" ? init.elements : init.properties.map((one: Tree) => one.value ?? one);
  return values.every((value) => isPrimitive(value) || /Function/.test(value?.type ?? ""));
}

/** Whether a pattern only gives names to members: no defaults, which are code, and no computed keys. */
function isPlainPattern(pattern: Tree): boolean {
  return (
    pattern.type === "ObjectPattern" &&
    pattern.properties.every(
      (one: Tree) => one.type === "Property" && !one.computed && one.value.type === "Identifier",
    )
  );
}

/** Whether a set or map is filled where it is made, and then only asked. */
function isTable(name: string, init: Tree, { statements, isOfLabs, exported }: Code): boolean {
  if (init.arguments.length === 0) return false;
  if (isOfLabs) return !statements.some((statement) => callsMember(statement, name, CHANGES));
  return !exported.has(name) && statements.every((statement) => isOnlyAsked(statement, name));
}

function callsMember(node: Tree, name: string, members: ReadonlySet<string>): boolean {
  if (node.type === "MemberExpression" && node.object.name === name && members.has(node.property.name))
    return true;
  for (const child of childNodes(node)) if (callsMember(child, name, members)) return true;
  return false;
}

/** Whether each use of a collection is a question: `NAMES.has(name)`. */
function isOnlyAsked(node: Tree, name: string): boolean {
  if (node.type === "Identifier") return node.name !== name;
  if (node.type === "VariableDeclarator" && node.id.name === name)
    return node.init === null || isOnlyAsked(node.init, name);
  if (
    node.type === "MemberExpression" &&
    node.object.name === name &&
    !node.computed &&
    QUESTIONS.has(node.property.name)
  )
    return true;
  for (const child of childNodes(node)) if (!isOnlyAsked(child, name)) return false;
  return true;
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
