import { childNodes, patternNames } from "@swarmlab/labs/swarm/transfer";
import { isFunction, type Tree } from "./syntax.ts";

/** All names that are declared anywhere below, up to the next function, whose own name counts. */
export function declaredNames(node: Tree, names = new Set<string>()): Set<string> {
  switch (node.type) {
    case "VariableDeclaration":
      for (const one of node.declarations) for (const name of patternNames(one.id)) names.add(name);
      break;
    case "FunctionDeclaration":
    case "ClassDeclaration":
      if (node.id) names.add(node.id.name);
      if (node.type === "FunctionDeclaration") return names;
      break;
    case "CatchClause":
      for (const name of patternNames(node.param)) names.add(name);
      break;
  }
  for (const child of childNodes(node))
    if (!isFunction(child)) declaredNames(child, names);
    else if (child.type === "FunctionDeclaration" && child.id) names.add(child.id.name);
  return names;
}

/** The names that a function declares: its parameters and the names in its body. */
export function ownNames(fn: Tree): Set<string> {
  const names = new Set<string>(fn.params.flatMap(patternNames));
  declaredNames(fn.body, names);
  return names;
}

/**
 * The variables that carry a value from one turn of a loop to the next: they are assigned in the loop and not declared anew in each turn. The
 * variables that the loop's head declares with `let` are among them.
 */
export function carriedNames(loop: Tree): string[] {
  const carried = new Set<string>();
  const visit = (node: Tree, hidden: ReadonlySet<string>) => {
    const assign = (target: Tree) => {
      for (const name of patternNames(target)) if (!hidden.has(name)) carried.add(name);
    };
    if (node.type === "AssignmentExpression") assign(node.left);
    else if (node.type === "UpdateExpression") assign(node.argument);
    else if (node.type === "VariableDeclaration" && node.kind === "var")
      for (const one of node.declarations) if (one.init) assign(one.id);
    if (
      (node.type === "ForOfStatement" || node.type === "ForInStatement") &&
      node.left.type !== "VariableDeclaration"
    )
      assign(node.left);
    const own = node === loop ? [] : freshNames(node);
    const inner = own.length > 0 ? new Set([...hidden, ...own]) : hidden;
    for (const child of childNodes(node)) visit(child, inner);
  };
  visit(loop, new Set());
  return [...carried];
}

/** The names that a block, a function or another scope declares for itself. */
function freshNames(node: Tree): string[] {
  if (isFunction(node))
    return [...ownNames(node), ...(node.type === "FunctionExpression" && node.id ? [node.id.name] : [])];
  switch (node.type) {
    case "BlockStatement":
    case "StaticBlock":
      return node.body.flatMap(declaredHere);
    case "SwitchStatement":
      return node.cases.flatMap((one: Tree) => one.consequent.flatMap(declaredHere));
    case "ForStatement":
      return node.init ? declaredHere(node.init) : [];
    case "ForOfStatement":
    case "ForInStatement":
      return declaredHere(node.left);
    case "CatchClause":
      return patternNames(node.param);
    default:
      return [];
  }
}

function declaredHere(node: Tree): string[] {
  if (node.type === "VariableDeclaration")
    return node.kind === "var" ? [] : node.declarations.flatMap((one: Tree) => patternNames(one.id));
  const isNamed = node.type === "FunctionDeclaration" || node.type === "ClassDeclaration";
  return isNamed && node.id ? [node.id.name] : [];
}

/** Whether the code of a function asks for `new.target`, arrow functions in it included. */
export function usesTarget(node: Tree): boolean {
  for (const child of childNodes(node)) {
    if (child.type === "MetaProperty" && child.meta.name === "new") return true;
    if (
      child.type === "FunctionExpression" ||
      child.type === "FunctionDeclaration" ||
      child.type === "ClassBody"
    )
      continue;
    if (usesTarget(child)) return true;
  }
  return false;
}

/** The keywords that an arrow function takes from the function around it. */
export interface OuterKeywords {
  this: boolean;
  arguments: boolean;
  super: boolean;
}

/** Which of `this`, `arguments` and `super` the code of a function uses, arrow functions inside it included. */
export function outerKeywords(
  node: Tree,
  found: OuterKeywords = { this: false, arguments: false, super: false },
): OuterKeywords {
  if (node.type === "ThisExpression") found.this = true;
  else if (node.type === "Super") {
    found.super = true;
    found.this = true;
  } else if (node.type === "Identifier" && node.name === "arguments") found.arguments = true;
  for (const child of childNodes(node)) {
    if (child.type === "FunctionExpression" || child.type === "FunctionDeclaration") continue;
    if (child.type === "ClassExpression" || child.type === "ClassDeclaration") {
      if (child.superClass) outerKeywords(child.superClass, found);
      continue;
    }
    outerKeywords(child, found);
  }
  return found;
}

/** Which of them the arrow functions below use. The code outside them is not counted. */
export function outerKeywordsOfArrows(node: Tree): OuterKeywords {
  const found: OuterKeywords = { this: false, arguments: false, super: false };
  const visit = (inner: Tree) => {
    for (const child of childNodes(inner)) {
      if (child.type === "ArrowFunctionExpression") outerKeywords(child, found);
      else if (isFunction(child) || child.type === "ClassBody") continue;
      else visit(child);
    }
  };
  visit(node);
  return found;
}
