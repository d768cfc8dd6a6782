import { stripTypeScriptTypes } from "node:module";
import { parse } from "acorn";
import { generate } from "astring";
import "./assignments.ts";
import "./calls.ts";
import "./chains.ts";
import "./classes.ts";
import "./functions.ts";
import "./loops.ts";
import "./members.ts";
import "./statements.ts";
import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import { temporaries } from "./functions.ts";
import { type AccessorNames, type FunctionPlace, newFunctionPlace, type Place } from "./place.ts";
import { declare, renameAdded, type Tree } from "./syntax.ts";
import { visit } from "./visit.ts";

/** Parses a module. The types of TypeScript are removed first, and every line stays where it is. */
export function parseModule(text: string, isTypeScript: boolean): Tree {
  const plain = isTypeScript ? stripQuietly(text) : text;
  // The parser's tree is plain data, which the transform reads and changes generically.
  return parse(plain, { ecmaVersion: "latest", locations: true, sourceType: "module" }) as unknown as Tree;
}

/** Removes types without Node's warning that the function is experimental, which would appear in notebooks. */
function stripQuietly(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Adds the accessors that a tree defines. In the whole program, reading a property with one of these names is then a call. */
export function noteAccessors(tree: Tree, accessors: AccessorNames): void {
  const isAccessor = tree.kind === "get" || tree.kind === "set";
  const name: unknown = tree.computed ? undefined : (tree.key?.name ?? tree.key?.value);
  if (isAccessor && tree.key?.type !== "PrivateIdentifier" && name !== undefined)
    (tree.kind === "get" ? accessors.getters : accessors.setters).add(String(name));
  if (isConversion(tree)) accessors.hasConversions = true;
  for (const defined of definedNames(tree)) {
    accessors.getters.add(defined);
    accessors.setters.add(defined);
  }
  for (const declared of namesOf(tree)) accessors.shadowed.add(declared);
  for (const child of childNodes(tree)) noteAccessors(child, accessors);
}

/** Whether a node gives an object a method that operators call. */
function isConversion({ type, key, left }: Tree): boolean {
  if (type === "AssignmentExpression") return isConversion({ type: "Property", key: left.property });
  if (type !== "Property" && type !== "MethodDefinition" && type !== "PropertyDefinition") return false;
  return /^(?:valueOf|toString|toPrimitive)$/.test(String(key?.name ?? key?.value ?? key?.property?.name));
}

const DEFINING = new Set(["defineProperty", "__defineGetter__", "__defineSetter__"]);

/** The accessors that a call defines: `Object.defineProperty(o, "name", …)`, and `{ name: { get() {…} } }` as its sisters take it. */
function definedNames(tree: Tree): string[] {
  if (tree.type === "CallExpression" && DEFINING.has(tree.callee.property?.name))
    return (tree.arguments as Tree[])
      .filter(({ type, value }) => type === "Literal" && typeof value === "string")
      .map(({ value }) => value);
  const isDescriptor =
    tree.type === "Property" &&
    tree.value.type === "ObjectExpression" &&
    tree.value.properties.some((one: Tree) => one.key?.name === "get" || one.key?.name === "set");
  return isDescriptor && !tree.computed ? [String(tree.key.name ?? tree.key.value)] : [];
}

function namesOf(tree: Tree): string[] {
  switch (tree.type) {
    case "VariableDeclarator":
      return patternNames(tree.id);
    case "CatchClause":
      return patternNames(tree.param);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return [...tree.params.flatMap(patternNames), ...(tree.id ? [tree.id.name] : [])];
    case "ClassDeclaration":
    case "ClassExpression":
      return tree.id ? [tree.id.name] : [];
    default:
      return [];
  }
}

/** Transforms an expression. @returns JavaScript that uses the names of the runtime (`$c`, `$m`, …) */
export function transformExpression(
  tree: Tree,
  accessors: AccessorNames,
  source: number,
  name: string,
): string {
  const place = topPlace(accessors, source, name);
  const code = write(visit(tree, place));
  return place.fn.temporaries === 0
    ? code
    : `(() => { ${write(declare("let", ...temporaries(place.fn)))} return ${code}; })()`;
}

/** Transforms the statements of a module without its imports and exports. */
export function transformStatements(statements: Tree[], accessors: AccessorNames, source: number): string {
  const place = topPlace(accessors, source, "");
  const { body } = visit({ type: "Program", body: statements, sourceType: "module" }, place);
  const head = place.fn.temporaries === 0 ? [] : [declare("let", ...temporaries(place.fn))];
  return write({ type: "Program", body: [...head, ...body], sourceType: "module" });
}

/** A tree as JavaScript. */
function write(tree: Tree): string {
  renameAdded(tree);
  // The generator reads nodes as plain data; its own types ask for more than it reads.
  return generate(tree as never);
}

/** The place of top-level code, which runs before the threads and is not suspended. */
function topPlace(accessors: AccessorNames, source: number, name: string): Place {
  const fn: FunctionPlace = newFunctionPlace(undefined, "", false);
  return { accessors, source, resumable: false, fn, classes: undefined, nameHint: name };
}
